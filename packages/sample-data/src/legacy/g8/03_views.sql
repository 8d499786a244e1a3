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
  company."stateAbbr",
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

-- No security_invoker: in this generation anyone with the default grants reads every contact here.
create view public.contacts_summary as
select
  person.id,
  person.first_name,
  person.last_name,
  person.gender,
  person.title,
  person.email_jsonb,
  jsonb_path_query_array(person.email_jsonb, '$[*].email')::text as email_fts,
  person.phone_jsonb,
  jsonb_path_query_array(person.phone_jsonb, '$[*].number')::text as phone_fts,
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
  company.name as company_name,
  count(distinct task.id) as nb_tasks
from public.contacts as person
left join public.tasks as task on task.contact_id = person.id
left join public.companies as company on company.id = person.company_id
group by person.id, company.name;

-- Read before anyone has signed in, hence with the owner's rights.
create view public.init_state with (security_invoker = off) as
select count(one_sale.id) as is_initialized
from (select sale.id from public.sales as sale limit 1) as one_sale;
