create or replace trigger valence_touch_updated_at
  before update on public.activities
  for each row execute function valence.touch_updated_at();

create or replace trigger valence_sync_activity
  after insert or update or delete on public.opportunity_notes
  for each row execute function valence.sync_activity_from_opportunity_note();

create or replace trigger valence_sync_activity
  after insert or update or delete on public.contact_notes
  for each row execute function valence.sync_activity_from_contact_note();
