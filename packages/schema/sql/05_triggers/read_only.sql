-- Every table of records that the API writes. A test compares them with the catalog.
create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.companies
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.contacts
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.contact_notes
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.opportunities
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.opportunity_notes
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.tasks
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.contact_organizations
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.contact_preferred_principals
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.merge_records
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.distinct_records
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.opportunity_contacts
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.opportunity_participants
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.opportunity_stage_history
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.record_tags
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.external_keys
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.activities
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.interaction_participants
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.import_runs
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.import_changes
  for each statement execute function valence.refuse_read_only();

create or replace trigger valence_refuse_read_only
  before insert or update or delete on public.saved_views
  for each statement execute function valence.refuse_read_only('read_only');
