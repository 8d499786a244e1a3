-- The first user of an installation administers it. Names are taken as they are: a sign-up without
-- them fails on the NOT NULL columns of sales, as it did in this generation.
create function public.handle_new_user()
returns trigger
language plpgsql
security definer
set search_path to ''
as $$
declare
  is_first boolean := not exists (select from public.sales);
begin
  insert into public.sales (first_name, last_name, email, user_id, administrator)
  values (
    new.raw_user_meta_data ->> 'first_name',
    new.raw_user_meta_data ->> 'last_name',
    new.email,
    new.id,
    is_first
  );
  return new;
end;
$$;

create function public.handle_update_user()
returns trigger
language plpgsql
security definer
set search_path to ''
as $$
begin
  update public.sales
  set
    first_name = new.raw_user_meta_data ->> 'first_name',
    last_name = new.raw_user_meta_data ->> 'last_name',
    email = new.email
  where user_id = new.id;
  return new;
end;
$$;
