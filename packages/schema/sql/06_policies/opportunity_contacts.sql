alter table public.opportunity_contacts enable row level security;

drop policy if exists "valence read" on public.opportunity_contacts;
create policy "valence read" on public.opportunity_contacts
  for select using (exists (select from public.opportunities as o where o.id = opportunity_contacts.opportunity_id));

drop policy if exists "valence insert" on public.opportunity_contacts;
create policy "valence insert" on public.opportunity_contacts
  for insert with check (valence.may_update_opportunity(opportunity_contacts.opportunity_id));

drop policy if exists "valence update" on public.opportunity_contacts;
create policy "valence update" on public.opportunity_contacts
  for update using (valence.may_update_opportunity(opportunity_contacts.opportunity_id)) with check (valence.may_update_opportunity(opportunity_contacts.opportunity_id));

drop policy if exists "valence delete" on public.opportunity_contacts;
create policy "valence delete" on public.opportunity_contacts
  for delete using (valence.may_update_opportunity(opportunity_contacts.opportunity_id));
