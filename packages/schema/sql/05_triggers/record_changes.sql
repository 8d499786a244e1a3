-- What is recorded of whom: see log_changes. The first argument names the columns that tell nothing: those that follow from
-- others (contact_ids from opportunity_contacts, company_id of a contact from its primary link), move with every use (last_seen, index), or are in the entry already. One
-- trigger a verb, because PostgreSQL gives the rows of a statement to no other.

create or replace trigger valence_log_inserted
  after insert on public.companies
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id}', 'companies', 'id');

create or replace trigger valence_log_updated
  after update on public.companies
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id}', 'companies', 'id');

create or replace trigger valence_log_deleted
  after delete on public.companies
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id}', 'companies', 'id');

create or replace trigger valence_log_inserted
  after insert on public.contacts
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,company_id,last_seen}', 'contacts', 'id');

create or replace trigger valence_log_updated
  after update on public.contacts
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,company_id,last_seen}', 'contacts', 'id');

create or replace trigger valence_log_deleted
  after delete on public.contacts
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,company_id,last_seen}', 'contacts', 'id');

create or replace trigger valence_log_inserted
  after insert on public.opportunities
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,contact_ids,index}', 'opportunities', 'id');

create or replace trigger valence_log_updated
  after update on public.opportunities
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,contact_ids,index}', 'opportunities', 'id');

create or replace trigger valence_log_deleted
  after delete on public.opportunities
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,contact_ids,index}', 'opportunities', 'id');

create or replace trigger valence_log_inserted
  after insert on public.tasks
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,repeat_from}', 'tasks', 'id');

create or replace trigger valence_log_updated
  after update on public.tasks
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,repeat_from}', 'tasks', 'id');

create or replace trigger valence_log_deleted
  after delete on public.tasks
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,repeat_from}', 'tasks', 'id');

create or replace trigger valence_log_inserted
  after insert on public.contact_organizations
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,created_by}', 'contacts', 'contact_id');

create or replace trigger valence_log_updated
  after update on public.contact_organizations
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,created_by}', 'contacts', 'contact_id');

create or replace trigger valence_log_deleted
  after delete on public.contact_organizations
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,created_by}', 'contacts', 'contact_id');

create or replace trigger valence_log_inserted
  after insert on public.opportunity_contacts
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,position}', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_updated
  after update on public.opportunity_contacts
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,position}', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_deleted
  after delete on public.opportunity_contacts
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,created_at,position}', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_inserted
  after insert on public.opportunity_participants
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,created_by}', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_updated
  after update on public.opportunity_participants
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,created_by}', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_deleted
  after delete on public.opportunity_participants
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,created_at,created_by}', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_inserted
  after insert on public.record_tags
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id}', 'companies', 'organization_id', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_updated
  after update on public.record_tags
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id}', 'companies', 'organization_id', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_deleted
  after delete on public.record_tags
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id}', 'companies', 'organization_id', 'opportunities', 'opportunity_id');

create or replace trigger valence_log_inserted
  after insert on public.external_keys
  referencing new table as given_rows
  for each statement execute function valence.log_changes(
    '{id}', 'contacts', 'contact_id', 'companies', 'organization_id', 'opportunities', 'opportunity_id'
  );

create or replace trigger valence_log_updated
  after update on public.external_keys
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes(
    '{id}', 'contacts', 'contact_id', 'companies', 'organization_id', 'opportunities', 'opportunity_id'
  );

create or replace trigger valence_log_deleted
  after delete on public.external_keys
  referencing old table as former_rows
  for each statement execute function valence.log_changes(
    '{id}', 'contacts', 'contact_id', 'companies', 'organization_id', 'opportunities', 'opportunity_id'
  );

create or replace trigger valence_log_inserted
  after insert on public.activities
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,created_by,source_table,source_id,source_row}', 'activities', 'id');

create or replace trigger valence_log_updated
  after update on public.activities
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,created_by,source_table,source_id,source_row}', 'activities', 'id');

create or replace trigger valence_log_deleted
  after delete on public.activities
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at,created_by,source_table,source_id,source_row}', 'activities', 'id');

create or replace trigger valence_log_inserted
  after insert on public.sales
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,user_id}', 'sales', 'id');

create or replace trigger valence_log_updated
  after update on public.sales
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,user_id}', 'sales', 'id');

create or replace trigger valence_log_deleted
  after delete on public.sales
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,user_id}', 'sales', 'id');

create or replace trigger valence_log_inserted
  after insert on public.sales_roles
  referencing new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at}', 'sales', 'sales_id');

create or replace trigger valence_log_updated
  after update on public.sales_roles
  referencing old table as former_rows new table as given_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at}', 'sales', 'sales_id');

create or replace trigger valence_log_deleted
  after delete on public.sales_roles
  referencing old table as former_rows
  for each statement execute function valence.log_changes('{id,created_at,updated_at}', 'sales', 'sales_id');

create or replace trigger valence_log_updated
  after update on public.configuration
  for each row when (
    new.config is distinct from old.config
    and jsonb_typeof(new.config) = 'object' and jsonb_typeof(old.config) = 'object'
  )
  execute function valence.log_setting_changes();
