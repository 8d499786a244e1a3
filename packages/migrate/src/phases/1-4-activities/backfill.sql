-- step: opportunity_notes
-- What the installation deleted by a mark of its own (see own-trash.sql) goes to the trash.
-- Notes with $1 < id <= $2, locked by the caller, so that what is copied cannot be stale. A row that is there already
-- (a trigger's, or one that a rollback parked) is brought up to date. What a note refers to is looked up here and not by
-- foreign keys (see copied-references.ts): one by one, which `offset 0` is for. An author who is missing is not left out:
-- where the installation has no key against that, ours refuses the note.
insert into public.activities as a (
  activity_type, type, description, activity_date, opportunity_id, organization_id, attachments,
  created_by, created_at, source_table, source_id, deleted_at
)
select
  'interaction', 'note', n.text, n.date, n.opportunity_id, organization.id, n.attachments,
  coalesce(author.id, n.sales_id), coalesce(n.date, now()), 'opportunity_notes', n.id, null::timestamptz /* deleted at */
from public.opportunity_notes as n
cross join lateral (
  select o.customer_organization_id
  from public.opportunities as o
  where o.id = n.opportunity_id
  offset 0
) as o
left join lateral (
  select c.id from public.companies as c where c.id = o.customer_organization_id offset 0
) as organization on true
left join lateral (select s.id from public.sales as s where s.id = n.sales_id offset 0) as author on true
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
      and (present.source_row is not null or (present.deleted_at is null) = (null::timestamptz /* deleted at */ is null))
  )
order by n.id
on conflict (source_table, source_id)
do update set
  description = excluded.description,
  activity_date = excluded.activity_date,
  opportunity_id = excluded.opportunity_id,
  attachments = excluded.attachments,
  created_by = excluded.created_by,
  deleted_at = case
    when a.source_row is not null or (a.deleted_at is null) = (excluded.deleted_at is null) then a.deleted_at
    else excluded.deleted_at
  end
where (a.description, a.activity_date, a.opportunity_id, a.attachments, a.created_by)
  is distinct from
  (excluded.description, excluded.activity_date, excluded.opportunity_id, excluded.attachments, excluded.created_by)
  or a.source_row is null and (a.deleted_at is null) <> (excluded.deleted_at is null);

-- step: contact_notes
insert into public.activities as a (
  activity_type, type, description, activity_date, contact_id, organization_id, status, attachments,
  created_by, created_at, source_table, source_id, deleted_at
)
select
  'engagement', 'note', n.text, n.date, n.contact_id, organization.id, n.status, n.attachments,
  coalesce(author.id, n.sales_id), coalesce(n.date, now()), 'contact_notes', n.id, null::timestamptz /* deleted at */
from public.contact_notes as n
cross join lateral (select c.company_id from public.contacts as c where c.id = n.contact_id offset 0) as c
left join lateral (select o.id from public.companies as o where o.id = c.company_id offset 0) as organization on true
left join lateral (select s.id from public.sales as s where s.id = n.sales_id offset 0) as author on true
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
      and (present.source_row is not null or (present.deleted_at is null) = (null::timestamptz /* deleted at */ is null))
  )
order by n.id
on conflict (source_table, source_id)
do update set
  description = excluded.description,
  activity_date = excluded.activity_date,
  contact_id = excluded.contact_id,
  status = excluded.status,
  attachments = excluded.attachments,
  created_by = excluded.created_by,
  deleted_at = case
    when a.source_row is not null or (a.deleted_at is null) = (excluded.deleted_at is null) then a.deleted_at
    else excluded.deleted_at
  end
where (a.description, a.activity_date, a.contact_id, a.status, a.attachments, a.created_by)
  is distinct from
  (excluded.description, excluded.activity_date, excluded.contact_id, excluded.status, excluded.attachments, excluded.created_by)
  or a.source_row is null and (a.deleted_at is null) <> (excluded.deleted_at is null);
