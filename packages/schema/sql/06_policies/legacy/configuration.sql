alter table public.configuration enable row level security;

drop policy if exists "valence members read" on public.configuration;
create policy "valence members read" on public.configuration
  for select to authenticated using (true);

drop policy if exists "valence administrators insert" on public.configuration;
create policy "valence administrators insert" on public.configuration
  for insert to authenticated with check (public.is_admin());

drop policy if exists "valence administrators update" on public.configuration;
create policy "valence administrators update" on public.configuration
  for update to authenticated using (public.is_admin()) with check (public.is_admin());
