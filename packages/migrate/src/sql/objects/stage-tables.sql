-- An installation's own table of stages: where one of them is called otherwise, the map follows. What it was called stays in it, for
-- who still says so. The argument is the column that the table has them in.
create or replace function valence_migration.follow_stage()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  former text := to_jsonb(old) ->> tg_argv[0];
  now_called text := to_jsonb(new) ->> tg_argv[0];
begin
  if former is not distinct from now_called then
    return null;
  end if;
  insert into valence_migration.stage_map (legacy_stage, stage, status)
  select now_called, m.stage, m.status
  from valence_migration.stage_map as m
  where m.legacy_stage = former
  on conflict (legacy_stage) do nothing;
  update valence_migration.stage_map_back as b
  set legacy_stage = now_called
  where b.legacy_stage = former;
  return null;
end
$$;
