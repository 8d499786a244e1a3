-- One's own, and those that users whom one sees share. The owner changes a view, and managers those that are shared.
alter table public.saved_views enable row level security;

drop policy if exists "valence read" on public.saved_views;
create policy "valence read" on public.saved_views
  for select using (
    sales_id = (select valence.current_sales_id())
    or is_shared and exists (select from public.sales as s where s.id = saved_views.sales_id)
  );

drop policy if exists "valence insert" on public.saved_views;
create policy "valence insert" on public.saved_views
  for insert with check (sales_id = (select valence.current_sales_id()));

drop policy if exists "valence update" on public.saved_views;
create policy "valence update" on public.saved_views
  for update using (
    sales_id = (select valence.current_sales_id())
    or is_shared and (select public.current_sales_role()) in ('administrator', 'manager')
  ) with check (
    sales_id = (select valence.current_sales_id())
    or is_shared and (select public.current_sales_role()) in ('administrator', 'manager')
  );

drop policy if exists "valence delete" on public.saved_views;
create policy "valence delete" on public.saved_views
  for delete using (
    sales_id = (select valence.current_sales_id())
    or is_shared and (select public.current_sales_role()) in ('administrator', 'manager')
  );
