-- First of all triggers: what those after it set is the server's own. A test compares these with the columns of the new tables.
create or replace trigger valence_00_server_values
  before insert or update on public.activities
  for each row
  execute function valence.keep_server_values('created_by', 'created_at', 'updated_at', 'source_table', 'source_id', 'source_row');

create or replace trigger valence_00_server_values
  before insert or update on public.contact_organizations
  for each row execute function valence.keep_server_values('created_by', 'created_at', 'updated_at');

create or replace trigger valence_00_server_values
  before insert or update on public.contact_preferred_principals
  for each row execute function valence.keep_server_values('created_by', 'created_at');

create or replace trigger valence_00_server_values
  before insert or update on public.distinct_records
  for each row execute function valence.keep_server_values('created_by', 'created_at');

create or replace trigger valence_00_server_values
  before insert or update on public.interaction_participants
  for each row execute function valence.keep_server_values('created_at');

create or replace trigger valence_00_server_values
  before insert or update on public.opportunity_contacts
  for each row execute function valence.keep_server_values('created_at');

create or replace trigger valence_00_server_values
  before insert or update on public.opportunity_participants
  for each row execute function valence.keep_server_values('created_by', 'created_at');

create or replace trigger valence_00_server_values
  before insert or update on public.saved_views
  for each row execute function valence.keep_server_values('created_at', 'updated_at');

create or replace trigger valence_00_server_values
  before insert on public.contacts
  for each row when (new.company_id_backup is not null)
  execute function valence.keep_server_values('company_id_backup');

create or replace trigger valence_00_server_values
  before insert on public.opportunities
  for each row when (new.original_company_id is not null)
  execute function valence.keep_server_values('original_company_id');

create or replace trigger valence_00_direct_writes
  before insert or update or delete on public.import_runs
  for each statement execute function valence.refuse_direct_writes();

create or replace trigger valence_00_direct_writes
  before insert or update or delete on public.import_changes
  for each statement execute function valence.refuse_direct_writes();

create or replace trigger valence_00_direct_writes
  before insert or update or delete on public.merge_records
  for each statement execute function valence.refuse_direct_writes();
