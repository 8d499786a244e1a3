-- Opportunities with $1 < id <= $2, locked by the caller. What a row refers to is looked up here and not by foreign keys (see
-- copied-references.ts): one by one, which `offset 0` is for, whatever the planner believes of tables that were filled a
-- moment ago.

-- statement: end links that the array no longer holds
-- Matters only where a rollback came between two runs.
-- The range is said of every table: the planner carries equality over a join, but not a range, and would read the
-- links of all opportunities for each batch. The array may hold NULL, beside which `<> all` is never true.
delete from public.opportunity_contacts as l
using public.opportunities as o
where o.id > $1
  and o.id <= $2
  and l.opportunity_id > $1
  and l.opportunity_id <= $2
  and l.opportunity_id = o.id
  and not coalesce(l.contact_id = any (o.contact_ids), false);

-- statement: link opportunities to their contacts, in the order of the array
-- Ids that no contact has are counted by the checks and left where they are; of duplicates the first place counts.
insert into public.opportunity_contacts as l (opportunity_id, contact_id, position, is_primary)
select
  listed.opportunity_id,
  listed.contact_id,
  listed.position,
  listed.position = min(listed.position) over (partition by listed.opportunity_id)
    and not exists (
      select
      from public.opportunity_contacts as p
      where p.opportunity_id = listed.opportunity_id
        and p.opportunity_id > $1
        and p.opportunity_id <= $2
        and p.is_primary
    )
from (
  select o.id as opportunity_id, item.contact_id, min(item.position)::integer as position
  from public.opportunities as o
  cross join lateral unnest(o.contact_ids) with ordinality as item (contact_id, position)
  where o.id > $1
    and o.id <= $2
  group by o.id, item.contact_id
) as listed
cross join lateral (select from public.contacts as c where c.id = listed.contact_id offset 0) as known
where not exists (
  select
  from public.opportunity_contacts as linked
  where linked.opportunity_id = listed.opportunity_id
    and linked.opportunity_id > $1
    and linked.opportunity_id <= $2
    and linked.contact_id = listed.contact_id
    and linked.position = listed.position
)
order by listed.opportunity_id, listed.position
on conflict (opportunity_id, contact_id)
do update set position = excluded.position
where l.position is distinct from excluded.position;

-- statement: end customers that the opportunity has left
update public.opportunity_participants as p
set is_primary = false, deleted_at = now()
from public.opportunities as o
where o.id > $1
  and o.id <= $2
  and p.opportunity_id > $1
  and p.opportunity_id <= $2
  and p.opportunity_id = o.id
  and p.role = 'customer'
  and p.is_primary
  and p.deleted_at is null
  and p.organization_id is distinct from o.customer_organization_id;

-- statement: the customer is the primary participant
insert into public.opportunity_participants as p (opportunity_id, organization_id, role, is_primary, created_at)
select o.id, o.customer_organization_id, 'customer', true, o.created_at
from public.opportunities as o
cross join lateral (select from public.companies as c where c.id = o.customer_organization_id offset 0) as known
where o.id > $1
  and o.id <= $2
  and not exists (
    select
    from public.opportunity_participants as present
    where present.opportunity_id = o.id
      and present.opportunity_id > $1
      and present.opportunity_id <= $2
      and present.organization_id = o.customer_organization_id
      and present.role = 'customer'
      and present.is_primary
      and present.deleted_at is null
  )
on conflict (opportunity_id, organization_id, role)
do update set is_primary = true, deleted_at = null
where not p.is_primary or p.deleted_at is not null;

-- statement: each other organization of its contacts is a partner
-- Found once for each opportunity: what users made of it since stays theirs, also after a rollback and another run.
insert into public.opportunity_participants as p (opportunity_id, organization_id, role, created_at)
select found.opportunity_id, found.organization_id, 'partner', found.created_at
from (
  select distinct o.id as opportunity_id, link.organization_id, o.created_at
  from public.opportunities as o
  join public.opportunity_contacts as l on l.opportunity_id = o.id
  cross join lateral (
    select r.organization_id
    from public.contact_organizations as r
    where r.contact_id = l.contact_id
      and r.deleted_at is null
    offset 0
  ) as link
  where o.id > $1
    and o.id <= $2
    and l.opportunity_id > $1
    and l.opportunity_id <= $2
    and o.id > coalesce((select m.value from valence_migration.marks as m where m.name = 'partners found'), -9223372036854775808)
    and link.organization_id is distinct from o.customer_organization_id
) as found
cross join lateral (select from public.companies as c where c.id = found.organization_id offset 0) as known
left join lateral (
  select p.id
  from public.opportunity_participants as p
  where p.opportunity_id = found.opportunity_id
    and p.organization_id = found.organization_id
    and p.role = 'partner'
  offset 0
) as present on true
where present.id is null
on conflict (opportunity_id, organization_id, role) do nothing;
