-- Whoever is signed in reads and writes everything, except sales, which is read-only.
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

create policy "Enable read access for authenticated users" on public."contactNotes"
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public."contactNotes"
  for insert to authenticated with check (true);
create policy "Contact Notes Update policy" on public."contactNotes"
  for update to authenticated using (true);
create policy "Contact Notes Delete Policy" on public."contactNotes"
  for delete to authenticated using (true);

create policy "Enable read access for authenticated users" on public.deals
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public.deals
  for insert to authenticated with check (true);
create policy "Enable update for authenticated users only" on public.deals
  for update to authenticated using (true) with check (true);
create policy "Deals Delete Policy" on public.deals
  for delete to authenticated using (true);

create policy "Enable read access for authenticated users" on public."dealNotes"
  for select to authenticated using (true);
create policy "Enable insert for authenticated users only" on public."dealNotes"
  for insert to authenticated with check (true);
create policy "Deal Notes Update Policy" on public."dealNotes"
  for update to authenticated using (true);
create policy "Deal Notes Delete Policy" on public."dealNotes"
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
