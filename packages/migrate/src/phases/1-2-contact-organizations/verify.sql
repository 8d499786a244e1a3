-- check: the primary organization is the contact's organization
-- rows of: contacts
select c.id as example
from public.contacts as c
left join public.contact_organizations as l
  on l.contact_id = c.id and l.is_primary_organization and l.deleted_at is null
where c.company_id is distinct from l.organization_id;

-- check: every link has its contact and its organization
select l.id as example
from public.contact_organizations as l
where not exists (select from public.contacts as c where c.id = l.contact_id)
  or not exists (select from public.companies as c where c.id = l.organization_id);
