create or replace trigger valence_move_last_seen
  after insert on public.activities
  referencing new table as written_rows
  for each statement execute function valence.move_last_seen();

-- On another day, too. A trigger that names columns is given no rows of its statement.
create or replace trigger valence_move_last_seen_again
  after update on public.activities
  referencing new table as written_rows
  for each statement execute function valence.move_last_seen();

create or replace trigger valence_move_last_seen
  after insert on public.interaction_participants
  referencing new table as written_rows
  for each statement execute function valence.move_last_seen_of_participants();

-- By its name behind Atomic CRM's own, 20_contact_saved or contact_saved. At a depth of none, people write.
create or replace trigger valence_touch_keeps_picture
  before update on public.contacts
  for each row
  when (old.avatar is null and new.avatar is not null and new.last_seen is distinct from old.last_seen and pg_trigger_depth() > 0)
  execute function valence.keep_picture();
