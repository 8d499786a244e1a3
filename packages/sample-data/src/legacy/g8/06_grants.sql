grant usage on schema public to anon, authenticated, service_role;

-- anon and the views live on the default privileges alone.
grant select, insert, update, delete on table
  public.companies, public.contacts, public."contactNotes", public.deals, public."dealNotes",
  public.sales, public.tags, public.tasks
to authenticated;

grant all on table
  public.companies, public.contacts, public."contactNotes", public.deals, public."dealNotes",
  public.sales, public.tags, public.tasks
to service_role;
