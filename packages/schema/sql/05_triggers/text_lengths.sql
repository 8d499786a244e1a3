-- Each text with the most characters that it may have: what old clients really write fits by far. A test compares these with the columns of
-- the tables, so that a new one has a length or says why not.

create or replace trigger valence_01_text_lengths
  before insert or update on public.configuration
  for each row execute function valence.keep_text_lengths('config', '1000000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.sales
  for each row execute function valence.keep_text_lengths('first_name', '1000', 'last_name', '1000', 'email', '1000', 'avatar', '500000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.companies
  for each row execute function valence.keep_text_lengths(
    'name', '1000', 'sector', '1000', 'linkedin_url', '4000', 'website', '4000', 'phone_number', '1000',
    'address', '4000', 'zipcode', '1000', 'city', '1000', 'state_abbr', '1000', 'country', '1000',
    'description', '100000', 'revenue', '1000', 'tax_identifier', '1000', 'logo', '500000',
    'context_links', '100000', 'segment', '1000'
  );

create or replace trigger valence_01_text_lengths
  before insert or update on public.contacts
  for each row execute function valence.keep_text_lengths(
    'first_name', '1000', 'last_name', '1000', 'gender', '1000', 'title', '1000', 'background', '100000',
    'avatar', '500000', 'status', '1000', 'linkedin_url', '4000', 'email_jsonb', '100000',
    'phone_jsonb', '100000', 'department', '1000'
  );

create or replace trigger valence_01_text_lengths
  before insert or update on public.contact_notes
  for each row execute function valence.keep_text_lengths('text', '1000000', 'status', '1000', 'attachments', '500000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.opportunities
  for each row execute function valence.keep_text_lengths(
    'name', '1000', 'category', '1000', 'legacy_stage', '1000', 'description', '100000',
    'next_action', '10000', 'competition', '10000', 'decision_criteria', '10000', 'lost_reason', '10000'
  );

create or replace trigger valence_01_text_lengths
  before insert or update on public.opportunity_notes
  for each row execute function valence.keep_text_lengths('type', '1000', 'text', '1000000', 'attachments', '500000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.tags
  for each row execute function valence.keep_text_lengths('name', '1000', 'color', '1000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.tasks
  for each row execute function valence.keep_text_lengths('type', '1000', 'text', '100000', 'repeat_unit', '100');

create or replace trigger valence_01_text_lengths
  before insert or update on public.activities
  for each row execute function valence.keep_text_lengths(
    'subject', '10000', 'description', '1000000', 'outcome', '100000', 'location', '4000',
    'status', '1000', 'attachments', '500000'
  );

create or replace trigger valence_01_text_lengths
  before insert or update on public.contact_organizations
  for each row execute function valence.keep_text_lengths('notes', '100000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.contact_preferred_principals
  for each row execute function valence.keep_text_lengths('notes', '100000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.external_keys
  for each row execute function valence.keep_text_lengths('source', '1000', 'key', '1000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.import_runs
  for each row execute function valence.keep_text_lengths(
    'file_name', '1000', 'signature', '100000', 'mapping', '100000', 'matching', '100000',
    'counts', '100000'
  );

create or replace trigger valence_01_text_lengths
  before insert or update on public.interaction_participants
  for each row execute function valence.keep_text_lengths('notes', '100000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.opportunity_participants
  for each row execute function valence.keep_text_lengths('notes', '100000');

create or replace trigger valence_01_text_lengths
  before insert or update on public.saved_views
  for each row execute function valence.keep_text_lengths('resource', '100', 'name', '200', 'query', '100000');
