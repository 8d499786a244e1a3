alter table public.tags enable row level security;

drop policy if exists "valence members" on public.tags;
create policy "valence members" on public.tags
  for all to authenticated using (true) with check (true);
