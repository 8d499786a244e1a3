-- Whoever is signed in reads and writes everything, except sales (read-only)
-- and configuration (written by administrators).
create policy "Enable read access for authenticated users" on public.companies
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public.companies
  for insert to authenticated with check (true);
create policy "Enable update for authenticated users only" on public.companies
  for update to authenticated using (true) with check (true);
create policy "Company Delete Policy" on public.companies
  for delete to authenticated using (true);

create policy "Enable read access for authenticated users" on public.contacts
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public.contacts
  for insert to authenticated with check (true);
create policy "Enable update for authenticated users only" on public.contacts
  for update to authenticated using (true) with check (true);
create policy "Contact Delete Policy" on public.contacts
  for delete to authenticated using (true);

create policy "Enable read access for authenticated users" on public.contact_notes
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public.contact_notes
  for insert to authenticated with check (true);
create policy "Contact Notes Update policy" on public.contact_notes
  for update to authenticated using (true);
create policy "Contact Notes Delete Policy" on public.contact_notes
  for delete to authenticated using (true);

create policy "Enable read access for authenticated users" on public.deals
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public.deals
  for insert to authenticated with check (true);
create policy "Enable update for authenticated users only" on public.deals
  for update to authenticated using (true) with check (true);
create policy "Deals Delete Policy" on public.deals
  for delete to authenticated using (true);

create policy "Enable read access for authenticated users" on public.deal_notes
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public.deal_notes
  for insert to authenticated with check (true);
create policy "Deal Notes Update Policy" on public.deal_notes
  for update to authenticated using (true);
create policy "Deal Notes Delete Policy" on public.deal_notes
  for delete to authenticated using (true);

create policy "Enable read access for authenticated users" on public.sales
  for select to authenticated using (true);

create policy "Enable read access for authenticated users" on public.tags
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public.tags
  for insert to authenticated with check (true);
create policy "Enable update for authenticated users only" on public.tags
  for update to authenticated using (true);
create policy "Enable delete for authenticated users only" on public.tags
  for delete to authenticated using (true);

create policy "Enable read access for authenticated users" on public.tasks
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public.tasks
  for insert to authenticated with check (true);
create policy "Task Update Policy" on public.tasks
  for update to authenticated using (true);
create policy "Task Delete Policy" on public.tasks
  for delete to authenticated using (true);

create policy "Enable access for authenticated users only" on public.favicons_excluded_domains
  for all to authenticated using (true) with check (true);

create policy "Enable read for authenticated" on public.configuration
  for select to authenticated using (true);
create policy "Enable insert for admins" on public.configuration
  for insert to authenticated with check (public.is_admin());
create policy "Enable update for admins" on public.configuration
  for update to authenticated using (public.is_admin()) with check (public.is_admin());
