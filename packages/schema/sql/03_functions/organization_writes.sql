-- Creates an organization with its tags, all or nothing. organization holds its columns, and tag_ids; columns that are absent take
-- their defaults.
create or replace function public.create_organization(organization jsonb)
returns public.companies
language plpgsql
set search_path = ''
as $$
declare
  created public.companies;
begin
  organization := '{"name": null}' || organization - 'id';
  execute format(
    'insert into public.companies (%1$s)
     select %1$s from jsonb_populate_record(null::public.companies, $1)
     returning *',
    valence.columns_given('public.companies', organization)
  ) using organization into created;
  perform valence.tag_new_record('organizations', created.id, organization -> 'tag_ids');
  return created;
end
$$;
