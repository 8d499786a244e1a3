-- An organization is never its own ancestor. With its owner's rights, because a cycle is one whether the writer sees all of it
-- or not.
create or replace function valence.refuse_organization_cycle()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  ancestor bigint := new.parent_company_id;
begin
  -- Two people who each put one below the other would not see one another's change: they take turns.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('valence organization tree'));
  while ancestor is not null loop
    if ancestor = new.id then
      raise exception 'Organization % cannot be below itself', new.id
        using errcode = 'check_violation',
              hint = 'Choose a parent that is not one of its own subsidiaries.';
    end if;
    select c.parent_company_id into ancestor
    from public.companies as c
    where c.id = ancestor;
  end loop;
  return new;
end
$$;

-- A contact prefers principals. What it preferred already stays with it, whatever became of that organization since: an edit, a merge of contacts
-- or the trash do not choose anew, and neither does what takes a merge back.
create or replace function valence.validate_principal_organization()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.deleted_at is not null
    or current_setting('valence.puts_back', true) = 'on'
    or tg_op = 'UPDATE' and old.deleted_at is null and new.principal_organization_id = old.principal_organization_id then
    return new;
  end if;
  if not exists (
    select
    from public.companies as c
    where c.id = new.principal_organization_id
      and c.is_principal
  ) then
    raise exception 'Organization % is not marked as principal', new.principal_organization_id
      using errcode = 'check_violation', hint = 'Mark it as a principal first, or choose another one.';
  end if;
  return new;
end
$$;
