-- The signed-in users of the CRM are the rows of sales; the first one administers.
create or replace function public.handle_new_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.sales (first_name, last_name, email, user_id, administrator)
  values (
    coalesce(nullif(new.raw_user_meta_data ->> 'first_name', ''), 'Pending'),
    coalesce(nullif(new.raw_user_meta_data ->> 'last_name', ''), 'Pending'),
    new.email,
    new.id,
    not exists (select from public.sales)
  );
  return new;
end
$$;

create or replace function public.handle_update_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.sales as s
  set first_name = coalesce(nullif(new.raw_user_meta_data ->> 'first_name', ''), s.first_name),
      last_name = coalesce(nullif(new.raw_user_meta_data ->> 'last_name', ''), s.last_name),
      email = new.email
  where s.user_id = new.id;
  return new;
end
$$;
