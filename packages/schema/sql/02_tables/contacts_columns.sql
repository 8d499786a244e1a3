-- What a contact gains. company_id stays: it is always the primary organization.
alter table public.contacts
  add column if not exists department text,
  add column if not exists deleted_at timestamptz,
  add column if not exists company_id_backup bigint;
