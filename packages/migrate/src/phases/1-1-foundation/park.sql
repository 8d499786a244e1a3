-- What the old shape cannot hold, kept for the next run: queries that park.ts keeps the answers of. Only rows that the next run
-- would not derive by itself. A column that a condition here speaks of follows that rule; of all others that the phase adds park.ts
-- says, in the places of the comments, that they are kept, and where: wherever they are not what they are by default.
-- step: opportunities
select t.id, t.legacy_stage /* added columns */
from public.opportunities as t
left join valence_migration.stage_map as m on m.legacy_stage = t.legacy_stage
where (
    t.stage is not null
    and (
      t.stage is distinct from m.stage
      or t.status is distinct from coalesce(m.status, 'active')
      -- Set by hand, and with it the number.
      or (t.probability_manual, t.probability) is distinct from (false, t.probability)
      or t.original_company_id is distinct from t.customer_organization_id
    )
  )
  /* or another column */;

-- step: companies
select t.id /* added columns */
from public.companies as t
left join lateral (
  select case when bool_or(o.stage = 'closed_won') then 'customer' else 'prospect' end::public.organization_type as organization_type
  from public.opportunities as o
  where o.customer_organization_id = t.id
  having count(*) > 0
) as derived on true
where t.organization_type is distinct from coalesce(derived.organization_type, 'unknown')
  /* or another column */;

-- step: contacts
select t.id, t.company_id /* added columns */
from public.contacts as t
where t.company_id_backup is distinct from t.company_id
  /* or another column */;

-- step: tasks
-- Whole rows: those without a contact go, where the old shape requires one.
select t.*
from public.tasks as t
where false
  /* or another column */;
