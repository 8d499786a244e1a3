-- What happened, one row a thing. Installations that had a view of this name keep its shape (see phase 1.1).
create or replace view public.activity_log with (security_invoker = on) as
select
  'activity.' || a.id || '.created' as id,
  a.activity_type || '.created' as type,
  a.activity_date as date,
  a.organization_id as company_id,
  a.created_by as sales_id,
  to_json(a.*) as activity
from public.activities as a
where a.deleted_at is null;
