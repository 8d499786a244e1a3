-- From the new shape to the old one; see contact_organizations_back.sql.
create or replace trigger valence_sync_note
  after update of description, activity_date, attachments, status, opportunity_id, contact_id, created_by
  on public.activities
  for each row when (new.source_id is not null)
  execute function public.sync_note_from_activity();

create or replace trigger valence_sync_note_deleted
  after delete on public.activities
  for each row when (old.source_id is not null)
  execute function public.sync_note_from_activity();
