create or replace view public.contacts_summary with (security_invoker = on) as
select
  c.*,
  jsonb_path_query_array(c.email_jsonb, '$[*].email')::text as email_fts,
  jsonb_path_query_array(c.phone_jsonb, '$[*].number')::text as phone_fts,
  (select co.name from public.companies as co where co.id = c.company_id) as company_name,
  (select count(*) from public.tasks as t where t.contact_id = c.id and t.done_date is null) as nb_tasks,
  (select coalesce(array_agg(l.organization_id order by l.is_primary_organization desc, l.id), '{}')
   from public.contact_organizations as l
   where l.contact_id = c.id and l.deleted_at is null) as organization_ids
from public.contacts as c;
