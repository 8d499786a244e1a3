-- In the first months tasks had no owner.
alter table public.tasks
  add column if not exists sales_id bigint;
