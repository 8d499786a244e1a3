-- From the new shape to the old one; see contact_organizations_back.sql.
create or replace trigger valence_sync_opportunity
  after insert or delete on public.opportunity_contacts
  for each row execute function valence.sync_opportunity_from_contacts();
