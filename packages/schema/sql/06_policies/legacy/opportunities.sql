alter table public.opportunities enable row level security;

drop policy if exists "valence members" on public.opportunities;
create policy "valence members" on public.opportunities
  for all to authenticated using (true) with check (true);
