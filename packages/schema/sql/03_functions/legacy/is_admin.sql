create or replace function public.is_admin()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select from public.sales as s where s.user_id = auth.uid() and s.administrator and not s.disabled
  )
$$;
