-- Seen by whom sees the users; written by functions for administrators only.
alter table public.sales_roles enable row level security;

drop policy if exists "valence read" on public.sales_roles;
create policy "valence read" on public.sales_roles
  for select using (exists (select from public.sales as s where s.id = sales_roles.sales_id));
