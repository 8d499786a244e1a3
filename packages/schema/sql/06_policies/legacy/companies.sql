alter table public.companies enable row level security;

drop policy if exists "valence members" on public.companies;
create policy "valence members" on public.companies
  for all to authenticated using (true) with check (true);
