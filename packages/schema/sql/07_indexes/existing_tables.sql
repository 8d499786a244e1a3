-- On tables that hold rows already, so they are built without blocking writers: one statement a transaction.
create index concurrently if not exists valence_opportunities_customer_idx
  on public.opportunities (customer_organization_id);
create index concurrently if not exists valence_opportunities_board_idx
  on public.opportunities (stage, index, id) where archived_at is null and deleted_at is null;
create index concurrently if not exists valence_opportunities_sales_idx
  on public.opportunities (sales_id);
create index concurrently if not exists valence_opportunities_created_idx
  on public.opportunities (created_at desc, id desc);
create index concurrently if not exists valence_opportunity_notes_opportunity_idx
  on public.opportunity_notes (opportunity_id);
create index concurrently if not exists valence_contact_notes_contact_idx
  on public.contact_notes (contact_id);
create index concurrently if not exists valence_contacts_company_idx
  on public.contacts (company_id);
create index concurrently if not exists valence_contacts_last_seen_idx
  on public.contacts (last_seen desc nulls last, id desc);
-- By the first letters: an entry of an index has an end, and an installation may have longer names. See valence.list_parts.
create index concurrently if not exists valence_contacts_name_start_idx
  on public.contacts (left(last_name, 200), id);
create index concurrently if not exists valence_companies_name_start_idx
  on public.companies (left(name, 200), id);
create index concurrently if not exists valence_companies_parent_idx
  on public.companies (parent_company_id) where parent_company_id is not null;
create index concurrently if not exists valence_tasks_contact_idx
  on public.tasks (contact_id);
create index concurrently if not exists valence_tasks_open_idx
  on public.tasks (sales_id, due_date) where done_date is null;
create index concurrently if not exists valence_tasks_done_idx
  on public.tasks (done_date desc nulls last, id desc) where done_date is not null;
create index concurrently if not exists valence_tasks_organization_idx
  on public.tasks (organization_id) where organization_id is not null;
create index concurrently if not exists valence_tasks_opportunity_idx
  on public.tasks (opportunity_id) where opportunity_id is not null;
