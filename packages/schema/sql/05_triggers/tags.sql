create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.tags
  for each statement execute function valence.refuse_read_only();
