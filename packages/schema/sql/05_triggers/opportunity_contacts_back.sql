-- From the new shape to the old one; see contact_organizations_back.sql.
create or replace trigger valence_sync_opportunity_inserted
  after insert on public.opportunity_contacts
  referencing new table as given_links
  for each statement execute function valence.sync_opportunity_from_links();

create or replace trigger valence_sync_opportunity_deleted
  after delete on public.opportunity_contacts
  referencing old table as given_links
  for each statement execute function valence.sync_opportunity_from_links();
