-- What the old shape cannot hold, kept for the next run: queries that park.ts keeps the answers of. Only rows that the next run
-- would not derive by itself.
-- step: opportunities
select
  o.id, o.legacy_stage, o.stage, o.status, o.priority, o.probability, o.probability_manual, o.original_company_id,
  o.actual_close_date, o.next_action, o.next_action_date, o.competition, o.decision_criteria, o.lost_reason, o.deleted_at
from public.opportunities as o
left join valence_migration.stage_map as m on m.legacy_stage = o.legacy_stage
where o.stage is not null
  and (
    o.stage is distinct from m.stage
    or o.status is distinct from coalesce(m.status, 'active')
    or o.priority <> 'medium'
    or o.probability_manual
    or o.original_company_id is distinct from o.customer_organization_id
    or num_nonnulls(
      o.actual_close_date, o.next_action, o.next_action_date, o.competition, o.decision_criteria, o.lost_reason,
      o.deleted_at
    ) > 0
  );

-- step: companies
select
  c.id, c.organization_type, c.is_principal, c.is_distributor, c.parent_company_id, c.segment, c.priority, c.deleted_at
from public.companies as c
left join lateral (
  select case when bool_or(o.stage = 'closed_won') then 'customer' else 'prospect' end::public.organization_type as organization_type
  from public.opportunities as o
  where o.customer_organization_id = c.id
  having count(*) > 0
) as derived on true
where c.organization_type is distinct from coalesce(derived.organization_type, 'unknown')
  or c.is_principal
  or c.is_distributor
  or c.priority <> 'C'
  or num_nonnulls(c.parent_company_id, c.segment, c.deleted_at) > 0;

-- step: contacts
select c.id, c.department, c.deleted_at, c.company_id_backup, c.company_id
from public.contacts as c
where c.company_id_backup is distinct from c.company_id
  or num_nonnulls(c.department, c.deleted_at) > 0;

-- step: tasks
-- Whole rows: those without a contact go, where the old shape requires one.
select t.*
from public.tasks as t
where num_nonnulls(t.organization_id, t.opportunity_id, t.repeat_unit) > 0;
