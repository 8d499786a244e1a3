-- statement: end links that the contact has left
-- Contacts with $1 < id <= $2, locked by the caller. Matters only where a rollback came between two runs.
update public.contact_organizations as l
set is_primary_organization = false, deleted_at = now()
from public.contacts as c
where c.id > $1
  and c.id <= $2
  and l.contact_id > $1
  and l.contact_id <= $2
  and l.contact_id = c.id
  and l.is_primary_organization
  and l.deleted_at is null
  and l.organization_id is distinct from c.company_id;

-- statement: link contacts to their organization
insert into public.contact_organizations as l (contact_id, organization_id, is_primary_organization, created_at)
select c.id, c.company_id, true, coalesce(c.first_seen, now())
from public.contacts as c
where c.id > $1
  and c.id <= $2
  and c.company_id is not null
  -- What is there already is left out here, not by the conflict: a conflict uses up an id.
  and not exists (
    select
    from public.contact_organizations as linked
    where linked.contact_id = c.id
      and linked.contact_id > $1
      and linked.contact_id <= $2
      and linked.organization_id = c.company_id
      and linked.is_primary_organization
      and linked.deleted_at is null
  )
on conflict (contact_id, organization_id) where deleted_at is null
do update set is_primary_organization = true
where not l.is_primary_organization;
