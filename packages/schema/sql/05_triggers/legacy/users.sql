create or replace trigger on_auth_user_created
  after insert on auth.users
  for each row execute function public.handle_new_user();

create or replace trigger on_auth_user_updated
  after update on auth.users
  for each row execute function public.handle_update_user();
