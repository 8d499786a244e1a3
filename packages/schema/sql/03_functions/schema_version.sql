-- The version of the schema, which the app asks for once: a page of another version would fail call by call. With its owner's rights, because
-- nobody else may read the books.
create or replace function public.schema_version()
returns integer
language sql
stable
security definer
set search_path = ''
as $$
  select max(s.version) from valence.schema_steps as s
$$;
