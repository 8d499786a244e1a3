-- States from before the first release have what `create or replace` cannot change: a task that has to have a contact, a list of what an
-- import may change that lacks external IDs, and functions under signatures that are gone.
do $$
begin
  if exists (
    select from pg_catalog.pg_attribute as a
    where a.attrelid = 'public.tasks'::regclass and a.attname = 'contact_id' and a.attnotnull
  ) then
    alter table public.tasks alter column contact_id drop not null;
  end if;
  if exists (
    select from pg_catalog.pg_constraint as k
    where k.conrelid = 'public.import_changes'::regclass
      and k.conname = 'import_changes_source_check'
      and strpos(pg_catalog.pg_get_constraintdef(k.oid), 'external_keys') = 0
  ) then
    alter table public.import_changes
      drop constraint import_changes_source_check,
      add constraint import_changes_source_check check (
        source in (
          'companies', 'contacts', 'opportunities', 'tags', 'contact_organizations', 'opportunity_contacts', 'contact_notes', 'tasks',
          'external_keys'
        )
      ) not valid;
  end if;
end
$$;

insert into valence.schema_objects (identity, digest)
values
  ('function public.near_names(bigint[],text[])', 'first'),
  ('function public.refuse_import_row(text,text,text)', 'first'),
  ('function public.start_import_run(text,text,jsonb,integer)', 'first'),
  ('function public.word_conditions(text,text[],text)', 'first')
on conflict (identity) do nothing;
