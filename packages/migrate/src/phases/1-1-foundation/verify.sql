-- check: every opportunity has a stage
-- rows of: opportunities
select o.id as example
from public.opportunities as o
where o.stage is null;

-- check: stage and legacy stage mean the same
-- rows of: opportunities
select o.id as example
from public.opportunities as o
left join valence_migration.stage_map as m on m.legacy_stage = o.legacy_stage
left join valence_migration.stage_map_back as b on b.stage = o.stage
where o.legacy_stage is null
  or (m.stage is not null and m.stage is distinct from o.stage and b.legacy_stage is distinct from o.legacy_stage);

-- check: probability follows the stage where no one overrides it
-- rows of: opportunities
select o.id as example
from public.opportunities as o
left join (
  select s.stage, valence.stage_probability(s.stage) as probability
  from unnest(enum_range(null::public.opportunity_stage)) as s (stage)
) as said on said.stage = o.stage
where o.probability is null
  or (not o.probability_manual and o.probability <> said.probability);

-- check: every customer of an opportunity exists
select o.id as example
from public.opportunities as o
where o.customer_organization_id is not null
  and not exists (select from public.companies as c where c.id = o.customer_organization_id);

-- check: every note belongs to an opportunity
select n.id as example
from public.opportunity_notes as n
where not exists (select from public.opportunities as o where o.id = n.opportunity_id);
