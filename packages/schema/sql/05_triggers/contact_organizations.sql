create or replace trigger valence_touch_updated_at
  before update on public.contact_organizations
  for each row execute function valence.touch_updated_at();

create or replace trigger valence_sync_primary_organization
  after insert or update of company_id on public.contacts
  for each row execute function valence.sync_primary_organization_from_contact();
