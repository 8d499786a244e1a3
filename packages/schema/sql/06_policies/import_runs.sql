-- One's own alone.
alter table public.import_runs enable row level security;

drop policy if exists "valence read" on public.import_runs;
create policy "valence read" on public.import_runs
  for select using (sales_id = (select valence.current_sales_id()));

drop policy if exists "valence insert" on public.import_runs;
create policy "valence insert" on public.import_runs
  for insert with check (sales_id = (select valence.current_sales_id()));

drop policy if exists "valence update" on public.import_runs;
create policy "valence update" on public.import_runs
  for update using (sales_id = (select valence.current_sales_id())) with check (sales_id = (select valence.current_sales_id()));
