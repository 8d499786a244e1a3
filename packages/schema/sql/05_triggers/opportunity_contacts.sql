create or replace trigger valence_sync_contacts_inserted
  after insert on public.opportunities
  for each row when (new.contact_ids <> '{}')
  execute function valence.sync_contacts_from_opportunity();

create or replace trigger valence_sync_contacts_updated
  after update of contact_ids on public.opportunities
  for each row when (new.contact_ids is distinct from old.contact_ids)
  execute function valence.sync_contacts_from_opportunity();

create or replace trigger valence_sync_customer_inserted
  after insert on public.opportunities
  for each row when (new.customer_organization_id is not null)
  execute function valence.sync_customer_participant();

create or replace trigger valence_sync_customer_updated
  after update of customer_organization_id on public.opportunities
  for each row when (new.customer_organization_id is distinct from old.customer_organization_id)
  execute function valence.sync_customer_participant();
