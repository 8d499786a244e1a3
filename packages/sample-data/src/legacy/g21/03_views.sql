create view public.companies_summary with (security_invoker = on) as
select
  company.id,
  company.created_at,
  company.name,
  company.sector,
  company.size,
  company.linkedin_url,
  company.website,
  company.phone_number,
  company.address,
  company.zipcode,
  company.city,
  company.state_abbr,
  company.sales_id,
  company.context_links,
  company.country,
  company.description,
  company.revenue,
  company.tax_identifier,
  company.logo,
  count(distinct deal.id) as nb_deals,
  count(distinct person.id) as nb_contacts
from public.companies as company
left join public.deals as deal on deal.company_id = company.id
left join public.contacts as person on person.company_id = company.id
group by company.id;

create view public.contacts_summary with (security_invoker = on) as
select
  person.id,
  person.first_name,
  person.last_name,
  person.gender,
  person.title,
  person.background,
  person.avatar,
  person.first_seen,
  person.last_seen,
  person.has_newsletter,
  person.status,
  person.tags,
  person.company_id,
  person.sales_id,
  person.linkedin_url,
  person.email_jsonb,
  person.phone_jsonb,
  jsonb_path_query_array(person.email_jsonb, '$[*].email')::text as email_fts,
  jsonb_path_query_array(person.phone_jsonb, '$[*].number')::text as phone_fts,
  company.name as company_name,
  count(distinct task.id) filter (where task.done_date is null) as nb_tasks
from public.contacts as person
left join public.tasks as task on task.contact_id = person.id
left join public.companies as company on company.id = person.company_id
group by person.id, company.name;

-- Read before anyone has signed in, hence with the owner's rights.
create view public.init_state with (security_invoker = off) as
select count(one_sale.id) as is_initialized
from (select sale.id from public.sales as sale limit 1) as one_sale;

-- Whole rows as JSON: the keys are the column names, and the catalog does not know it.
create view public.activity_log with (security_invoker = on) as
select
  'company.' || company.id || '.created' as id,
  'company.created'::text as type,
  company.created_at as date,
  company.id as company_id,
  company.sales_id,
  to_json(company.*) as company,
  null::json as contact,
  null::json as deal,
  null::json as contact_note,
  null::json as deal_note
from public.companies as company
union all
select
  'contact.' || person.id || '.created',
  'contact.created',
  person.first_seen,
  person.company_id,
  person.sales_id,
  null::json,
  to_json(person.*),
  null::json,
  null::json,
  null::json
from public.contacts as person
union all
select
  'contactNote.' || note.id || '.created',
  'contactNote.created',
  note.date,
  person.company_id,
  note.sales_id,
  null::json,
  null::json,
  null::json,
  to_json(note.*),
  null::json
from public.contact_notes as note
left join public.contacts as person on person.id = note.contact_id
union all
select
  'deal.' || deal.id || '.created',
  'deal.created',
  deal.created_at,
  deal.company_id,
  deal.sales_id,
  null::json,
  null::json,
  to_json(deal.*),
  null::json,
  null::json
from public.deals as deal
union all
select
  'dealNote.' || note.id || '.created',
  'dealNote.created',
  note.date,
  deal.company_id,
  note.sales_id,
  null::json,
  null::json,
  null::json,
  null::json,
  to_json(note.*)
from public.deal_notes as note
left join public.deals as deal on deal.id = note.deal_id;
