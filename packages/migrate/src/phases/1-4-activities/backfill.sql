-- step: opportunity_notes
-- Notes with $1 < id <= $2, locked by the caller, so that what is copied cannot be stale. A row that is there already
-- (a trigger's, or one that a rollback parked) is brought up to date.
insert into public.activities as a (
  activity_type, type, description, activity_date, opportunity_id, organization_id, attachments,
  created_by, created_at, source_table, source_id
)
select
  'interaction', 'note', n.text, n.date, n.opportunity_id, o.customer_organization_id, n.attachments,
  n.sales_id, coalesce(n.date, now()), 'opportunity_notes', n.id
from public.opportunity_notes as n
join public.opportunities as o on o.id = n.opportunity_id
where n.id > $1
  and n.id <= $2
  -- What is there already is left out here, not by the conflict: a conflict uses up an id.
  and not exists (
    select
    from public.activities as present
    where present.source_table = 'opportunity_notes'
      and present.source_id > $1
      and present.source_id <= $2
      and present.source_id = n.id
      and (present.description, present.activity_date, present.opportunity_id, present.attachments, present.created_by)
        is not distinct from (n.text, n.date, n.opportunity_id, n.attachments, n.sales_id)
  )
order by n.id
on conflict (source_table, source_id)
do update set
  description = excluded.description,
  activity_date = excluded.activity_date,
  opportunity_id = excluded.opportunity_id,
  attachments = excluded.attachments,
  created_by = excluded.created_by
where (a.description, a.activity_date, a.opportunity_id, a.attachments, a.created_by)
  is distinct from
  (excluded.description, excluded.activity_date, excluded.opportunity_id, excluded.attachments, excluded.created_by);

-- step: contact_notes
insert into public.activities as a (
  activity_type, type, description, activity_date, contact_id, organization_id, status, attachments,
  created_by, created_at, source_table, source_id
)
select
  'engagement', 'note', n.text, n.date, n.contact_id, c.company_id, n.status, n.attachments,
  n.sales_id, coalesce(n.date, now()), 'contact_notes', n.id
from public.contact_notes as n
join public.contacts as c on c.id = n.contact_id
where n.id > $1
  and n.id <= $2
  and not exists (
    select
    from public.activities as present
    where present.source_table = 'contact_notes'
      and present.source_id > $1
      and present.source_id <= $2
      and present.source_id = n.id
      and (present.description, present.activity_date, present.contact_id, present.status, present.attachments, present.created_by)
        is not distinct from (n.text, n.date, n.contact_id, n.status, n.attachments, n.sales_id)
  )
order by n.id
on conflict (source_table, source_id)
do update set
  description = excluded.description,
  activity_date = excluded.activity_date,
  contact_id = excluded.contact_id,
  status = excluded.status,
  attachments = excluded.attachments,
  created_by = excluded.created_by
where (a.description, a.activity_date, a.contact_id, a.status, a.attachments, a.created_by)
  is distinct from
  (excluded.description, excluded.activity_date, excluded.contact_id, excluded.status, excluded.attachments, excluded.created_by);
