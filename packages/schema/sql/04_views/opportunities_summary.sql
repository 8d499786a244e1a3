-- Every column of an opportunity, then what lists and cards show beside it. closing_day is the day it was closed, else the
-- day it is expected to; from seconds, because some installations hold a timestamp there, whose UTC day counts wherever
-- the session is. stage_since is null where it never moved. counted_as is what it counts as in every sum of money there is, on whichever page:
-- won and lost ones whether archived or not, because they count where they were closed; open ones while they are not archived.
create or replace view public.opportunities_summary with (security_invoker = on) as
select
  o.*,
  (select c.name from public.companies as c where c.id = o.customer_organization_id) as company_name,
  (select coalesce(array_agg(concat_ws(' ', ct.first_name, ct.last_name) order by l.position, l.id), '{}')
   from public.opportunity_contacts as l
   join public.contacts as ct on ct.id = l.contact_id
   where l.opportunity_id = o.id) as contact_names,
  (select concat_ws(' ', s.first_name, s.last_name) from public.sales as s where s.id = o.sales_id) as owner_name,
  (select count(*) from public.opportunity_notes as n where n.opportunity_id = o.id) as nb_notes,
  case
    when o.stage in ('closed_won', 'closed_lost') and o.actual_close_date is not null then o.actual_close_date
    when isfinite(o.expected_closing_date)
      then date '1970-01-01' + floor(extract(epoch from o.expected_closing_date) / 86400)::integer
  end as closing_day,
  (select max(h.changed_at) from public.opportunity_stage_history as h where h.opportunity_id = o.id) as stage_since,
  (select coalesce(array_agg(l.tag_id order by l.id), '{}') from public.record_tags as l where l.opportunity_id = o.id) as tag_ids,
  case o.stage
    when 'closed_won' then 'won'
    when 'closed_lost' then 'lost'
    else case when o.archived_at is null then 'open' end
  end as counted_as
from public.opportunities as o
where o.deleted_at is null;
