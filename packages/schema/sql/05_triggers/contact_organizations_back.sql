-- From the new shape to the old one. Armed when the backfill is done: until then only the old shape is written.
create or replace trigger valence_sync_contact
  after insert or update or delete on public.contact_organizations
  for each row execute function valence.sync_contact_from_primary_organization();
