alter table public.contact_preferred_principals enable row level security;

drop policy if exists "valence read" on public.contact_preferred_principals;
create policy "valence read" on public.contact_preferred_principals
  for select using (exists (select from public.contacts as c where c.id = contact_preferred_principals.contact_id));

drop policy if exists "valence insert" on public.contact_preferred_principals;
create policy "valence insert" on public.contact_preferred_principals
  for insert with check (valence.may_update_contact(contact_preferred_principals.contact_id));

drop policy if exists "valence update" on public.contact_preferred_principals;
create policy "valence update" on public.contact_preferred_principals
  for update using (valence.may_update_contact(contact_preferred_principals.contact_id)) with check (valence.may_update_contact(contact_preferred_principals.contact_id));

drop policy if exists "valence delete" on public.contact_preferred_principals;
create policy "valence delete" on public.contact_preferred_principals
  for delete using (valence.may_update_contact(contact_preferred_principals.contact_id));
