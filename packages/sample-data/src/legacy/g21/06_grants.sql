grant usage on schema public to anon, authenticated, service_role;

-- anon lives on the default privileges alone, except for the views.
grant select, insert, update, delete on table
  public.companies, public.contacts, public.contact_notes, public.deals, public.deal_notes,
  public.sales, public.tags, public.tasks, public.configuration
to authenticated;

grant all on table
  public.companies, public.contacts, public.contact_notes, public.deals, public.deal_notes,
  public.sales, public.tags, public.tasks, public.configuration
to service_role;

grant all on table public.favicons_excluded_domains to authenticated, service_role;

grant all on table
  public.activity_log, public.companies_summary, public.contacts_summary, public.init_state
to anon, authenticated, service_role;

revoke all on function public.get_user_id_by_email(text) from public, anon, authenticated;
grant execute on function public.get_user_id_by_email(text) to service_role;
