create or replace trigger valence_repeat_task
  before insert or update on public.tasks
  for each row execute function valence.repeat_task();
