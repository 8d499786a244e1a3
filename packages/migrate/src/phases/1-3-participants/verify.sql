-- check: contacts of an opportunity are those of its array
-- rows of: opportunities
select o.id as example
from public.opportunities as o
where (
  select coalesce(array_agg(listed.contact_id order by listed.contact_id), '{}')
  from (
    select distinct item.contact_id
    from unnest(o.contact_ids) as item (contact_id)
    join public.contacts as c on c.id = item.contact_id
  ) as listed
) is distinct from (
  select coalesce(array_agg(l.contact_id order by l.contact_id), '{}')
  from public.opportunity_contacts as l
  where l.opportunity_id = o.id
);

-- check: contacts keep the order of the array
-- rows of: opportunities
select l.opportunity_id as example
from public.opportunity_contacts as l
join public.opportunities as o on o.id = l.opportunity_id
where l.position is distinct from array_position(o.contact_ids, l.contact_id);

-- check: the customer is the primary participant
-- rows of: opportunities
select o.id as example
from public.opportunities as o
left join public.opportunity_participants as p
  on p.opportunity_id = o.id and p.is_primary and p.deleted_at is null
where o.customer_organization_id is distinct from p.organization_id;
