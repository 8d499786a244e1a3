create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.tags
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_odd_colour
  before insert or update of color on public.tags
  for each row when (new.color is not null)
  execute function valence.refuse_odd_colour();
