-- step: from note
-- A note that the installation deletes by a column of its own lies in the trash of the new application, and comes back from there.
create or replace function valence_migration.the_function()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The note stays where it is: it is not the new application that deletes it.
  perform set_config('valence.keeps_note', 'on', true);
  update public.activities as a
  set deleted_at = n.the_moment
  from (select new.*) as n
  where a.source_table = 'the_notes'
    and a.source_id = n.id
    and a.source_row is null
    and (a.deleted_at is null) <> (n.the_moment is null);
  perform set_config('valence.keeps_note', '', true);
  return null;
end
$$;

-- step: note trigger
create or replace trigger valence_sync_trash
  after insert or update on public.the_notes
  for each row execute function valence_migration.the_function();

-- step: to note
-- Out of the trash of the new application: the installation's own mark goes too.
create or replace function valence_migration.the_function()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.the_notes as n
  set the_mark = null
  where n.id = new.source_id and n.the_moment is not null;
  return null;
end
$$;

-- step: activity trigger
create or replace trigger the_trigger
  after update of deleted_at on public.activities
  for each row when (
    new.source_table = 'the_notes' and old.deleted_at is not null and new.deleted_at is null
  )
  execute function valence_migration.the_function();
