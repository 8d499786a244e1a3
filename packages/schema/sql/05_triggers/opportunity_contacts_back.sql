-- From the new shape to the old one; see contact_organizations_back.sql. That of what is taken away comes first: in databases of before,
-- the other one was for both, and an upgrade leaves no moment without.
create or replace trigger valence_sync_opportunity_deleted
  after delete on public.opportunity_contacts
  referencing old table as given_links
  for each statement execute function valence.sync_opportunity_from_links();

create or replace trigger valence_sync_opportunity
  after insert on public.opportunity_contacts
  referencing new table as given_links
  for each statement execute function valence.sync_opportunity_from_links();
