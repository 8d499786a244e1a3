alter table public.contacts enable row level security;

drop policy if exists "valence members" on public.contacts;
create policy "valence members" on public.contacts
  for all to authenticated using (true) with check (true);
