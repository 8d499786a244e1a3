alter table public.sales enable row level security;

drop policy if exists "valence members read" on public.sales;
create policy "valence members read" on public.sales
  for select to authenticated using (true);
