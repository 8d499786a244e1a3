-- step: opportunities
-- Rows with $1 < id <= $2. A row that has a stage was handled before, or written since by a trigger.
update public.opportunities as o
set stage = decided.stage,
    status = decided.status,
    probability = said.probability,
    original_company_id = o.customer_organization_id
from (
  select
    b.id,
    coalesce(m.stage, 'lead') as stage,
    coalesce(m.status, 'active') as status
  from public.opportunities as b
  left join valence_migration.stage_map as m on m.legacy_stage = b.legacy_stage
  where b.id > $1
    and b.id <= $2
    and b.stage is null
) as decided
-- Once for each stage, not for each row.
join (
  select s.stage, valence.stage_probability(s.stage) as probability
  from unnest(enum_range(null::public.opportunity_stage)) as s (stage)
) as said on said.stage = decided.stage
where o.id > $1
  and o.id <= $2
  and o.id = decided.id
  and o.stage is null;

-- step: companies
-- customer where it has a won opportunity, prospect where it has any other.
update public.companies as c
set organization_type = decided.organization_type
from (
  select
    o.customer_organization_id as id,
    case when bool_or(o.stage = 'closed_won') then 'customer' else 'prospect' end::public.organization_type as organization_type
  from public.opportunities as o
  where o.customer_organization_id > $1
    and o.customer_organization_id <= $2
  group by o.customer_organization_id
) as decided
where c.id > $1
  and c.id <= $2
  and c.id = decided.id
  and c.organization_type = 'unknown';

-- step: states
update public.companies as c
set state_abbr = c."stateAbbr"
where c.id > $1
  and c.id <= $2
  and c.state_abbr is distinct from c."stateAbbr";

-- step: contacts
update public.contacts as c
set company_id_backup = c.company_id
where c.id > $1
  and c.id <= $2
  and c.id <= (select w.value from valence_migration.watermarks as w where w.name = 'contacts')
  and c.company_id is not null
  and c.company_id_backup is null;
