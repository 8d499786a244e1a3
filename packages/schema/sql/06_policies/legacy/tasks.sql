alter table public.tasks enable row level security;

drop policy if exists "valence members" on public.tasks;
create policy "valence members" on public.tasks
  for all to authenticated using (true) with check (true);
