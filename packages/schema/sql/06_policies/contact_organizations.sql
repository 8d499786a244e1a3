alter table public.contact_organizations enable row level security;

drop policy if exists "valence read" on public.contact_organizations;
create policy "valence read" on public.contact_organizations
  for select using (
    (select valence.sees_all('public.contacts'))
    or exists (select from public.contacts as c where c.id = contact_organizations.contact_id)
  );

drop policy if exists "valence insert" on public.contact_organizations;
create policy "valence insert" on public.contact_organizations
  for insert with check (valence.may_update_contact(contact_organizations.contact_id));

drop policy if exists "valence update" on public.contact_organizations;
create policy "valence update" on public.contact_organizations
  for update using (valence.may_update_contact(contact_organizations.contact_id)) with check (valence.may_update_contact(contact_organizations.contact_id));

drop policy if exists "valence delete" on public.contact_organizations;
create policy "valence delete" on public.contact_organizations
  for delete using (valence.may_update_contact(contact_organizations.contact_id));
