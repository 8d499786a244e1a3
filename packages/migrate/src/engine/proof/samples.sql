-- Records as they were before, beside what they became. `the_copy` stands for the table's copy from before the run,
-- `the_sample` for a sample of it, `was_written(now)` for whether someone wrote the row since, `is_first_run` for whether
-- there was none before: a later one brings back what a rollback parked, such as a stage that the old shape does not have.

-- sample: deals
select
  s.id,
  jsonb_build_object(
    'name', s.name, 'stage', s.stage, 'company_id', s.company_id, 'amount', s.amount, 'sales_id', s.sales_id,
    'contact_ids', s.contact_ids
  ) as before,
  jsonb_build_object(
    'name', now.name, 'stage', now.stage, 'status', now.status, 'customer', customer.organization_id, 'amount', now.amount,
    'sales_id', now.sales_id, 'contacts', linked.contacts
  ) as after,
  now.id is not null
    and (now.name, now.legacy_stage, now.amount, now.sales_id, customer.organization_id)
      is not distinct from (s.name, s.stage, s.amount, s.sales_id, s.company_id)
    and (
      now.stage is not distinct from mapped.stage
      or not is_first_run and exists (
        select
        from valence_migration.stage_map_back as b
        where b.stage = now.stage and b.legacy_stage = s.stage
      )
    )
    and linked.contacts is not distinct from listed.contacts as is_same,
  coalesce(was_written(now), true) as is_written
from the_copy as s
left join public.opportunities as now on now.id = s.id
left join valence_migration.stage_map as mapped on mapped.legacy_stage = s.stage
left join public.opportunity_participants as customer
  on customer.opportunity_id = s.id and customer.is_primary and customer.deleted_at is null
cross join lateral (
  select array_agg(l.contact_id order by l.position) as contacts
  from public.opportunity_contacts as l
  where l.opportunity_id = s.id
) as linked
cross join lateral (
  select array_agg(first.contact_id order by first.position) as contacts
  from (
    select item.contact_id, min(item.position) as position
    from unnest(s.contact_ids) with ordinality as item (contact_id, position)
    join public.contacts as c on c.id = item.contact_id
    group by item.contact_id
  ) as first
) as listed
where s.id in (select picked.id from the_sample as picked)
order by s.id;

-- sample: contacts
select
  s.id,
  jsonb_build_object(
    'first_name', s.first_name, 'last_name', s.last_name, 'company_id', s.company_id, 'sales_id', s.sales_id
  ) as before,
  jsonb_build_object(
    'first_name', now.first_name, 'last_name', now.last_name, 'primary_organization', link.organization_id,
    'company_id_backup', now.company_id_backup, 'sales_id', now.sales_id
  ) as after,
  now.id is not null
    and (now.first_name, now.last_name, now.sales_id, link.organization_id)
      is not distinct from (s.first_name, s.last_name, s.sales_id, s.company_id)
    and (now.company_id_backup is not distinct from s.company_id or not is_first_run) as is_same,
  coalesce(was_written(now), true) as is_written
from the_copy as s
left join public.contacts as now on now.id = s.id
left join public.contact_organizations as link
  on link.contact_id = s.id and link.is_primary_organization and link.deleted_at is null
where s.id in (select picked.id from the_sample as picked)
order by s.id;

-- sample: companies
select
  s.id,
  jsonb_build_object('name', s.name, 'sector', s.sector, 'size', s.size, 'sales_id', s.sales_id) as before,
  jsonb_build_object(
    'name', now.name, 'sector', now.sector, 'size', now.size, 'sales_id', now.sales_id,
    'organization_type', now.organization_type
  ) as after,
  now.id is not null
    and (now.name, now.sector, now.size, now.sales_id) is not distinct from (s.name, s.sector, s.size, s.sales_id) as is_same,
  coalesce(was_written(now), true) as is_written
from the_copy as s
left join public.companies as now on now.id = s.id
where s.id in (select picked.id from the_sample as picked)
order by s.id;

-- sample: opportunity_notes
select
  s.id,
  jsonb_build_object(
    'deal_id', s.deal_id, 'date', s.date, 'sales_id', s.sales_id, 'text', left(s.text, 60),
    'attachments', cardinality(s.attachments)
  ) as before,
  jsonb_build_object(
    'activity', became.id, 'type', became.activity_type, 'opportunity_id', became.opportunity_id,
    'activity_date', became.activity_date, 'created_by', became.created_by, 'description', left(became.description, 60),
    'attachments', cardinality(became.attachments)
  ) as after,
  now.id is not null
    and (became.opportunity_id, became.activity_date, became.created_by, became.description, became.attachments)
      is not distinct from (s.deal_id, s.date, s.sales_id, s.text, s.attachments) as is_same,
  coalesce(was_written(now), true) as is_written
from the_copy as s
left join public.opportunity_notes as now on now.id = s.id
left join public.activities as became on became.source_table = 'opportunity_notes' and became.source_id = s.id
where s.id in (select picked.id from the_sample as picked)
order by s.id;

-- sample: contact_notes
select
  s.id,
  jsonb_build_object(
    'contact_id', s.contact_id, 'date', s.date, 'sales_id', s.sales_id, 'status', s.status, 'text', left(s.text, 60),
    'attachments', cardinality(s.attachments)
  ) as before,
  jsonb_build_object(
    'activity', became.id, 'type', became.activity_type, 'contact_id', became.contact_id,
    'activity_date', became.activity_date, 'created_by', became.created_by, 'status', became.status,
    'description', left(became.description, 60), 'attachments', cardinality(became.attachments)
  ) as after,
  now.id is not null
    and (became.contact_id, became.activity_date, became.created_by, became.status, became.description, became.attachments)
      is not distinct from (s.contact_id, s.date, s.sales_id, s.status, s.text, s.attachments) as is_same,
  coalesce(was_written(now), true) as is_written
from the_copy as s
left join public.contact_notes as now on now.id = s.id
left join public.activities as became on became.source_table = 'contact_notes' and became.source_id = s.id
where s.id in (select picked.id from the_sample as picked)
order by s.id;
