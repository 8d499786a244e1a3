-- From the new shape to the old one; see contact_organizations_back.sql.
create or replace trigger valence_sync_note
  after update of description, activity_date, attachments, status, opportunity_id, contact_id, created_by
  on public.activities
  for each row when (new.source_id is not null)
  execute function valence.sync_note_from_activity();

create or replace trigger valence_sync_note_deleted
  after delete on public.activities
  for each row when (old.source_id is not null)
  execute function valence.sync_note_from_activity();

create or replace trigger valence_sync_note_trashed
  after update of deleted_at on public.activities
  for each row when (new.source_id is not null and old.deleted_at is null and new.deleted_at is not null)
  execute function valence.sync_note_trashed();

create or replace trigger valence_sync_note_restored
  before update of deleted_at on public.activities
  for each row when (old.source_row is not null and old.deleted_at is not null and new.deleted_at is null)
  execute function valence.sync_note_restored();

create or replace trigger valence_sync_note_restored_last
  after update of deleted_at on public.activities
  for each row when (new.source_row is not null and old.deleted_at is not null and new.deleted_at is null)
  execute function valence.forget_source_row();

create or replace trigger valence_sync_note_written
  after insert on public.activities
  for each row when (
    new.type = 'note' and new.source_id is null and new.deleted_at is null
    and (new.opportunity_id is not null or new.contact_id is not null)
  )
  execute function valence.sync_note_written();
