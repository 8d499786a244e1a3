-- One's own, and those that others share; only the owner changes a view.
alter table public.saved_views enable row level security;

drop policy if exists "valence read" on public.saved_views;
create policy "valence read" on public.saved_views
  for select using (is_shared or sales_id = (select public.current_sales_id()));

drop policy if exists "valence insert" on public.saved_views;
create policy "valence insert" on public.saved_views
  for insert with check (sales_id = (select public.current_sales_id()));

drop policy if exists "valence update" on public.saved_views;
create policy "valence update" on public.saved_views
  for update using (sales_id = (select public.current_sales_id())) with check (sales_id = (select public.current_sales_id()));

drop policy if exists "valence delete" on public.saved_views;
create policy "valence delete" on public.saved_views
  for delete using (sales_id = (select public.current_sales_id()));
