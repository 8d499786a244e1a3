create or replace view public.companies_summary with (security_invoker = on) as
select
  c.*,
  (select count(*) from public.opportunities as o where o.customer_organization_id = c.id and o.deleted_at is null) as nb_opportunities,
  (select count(*) from public.contacts as ct where ct.company_id = c.id and ct.deleted_at is null) as nb_contacts
from public.companies as c;
