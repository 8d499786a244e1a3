update public.companies as c
set organization_type = p.organization_type,
    is_principal = p.is_principal,
    is_distributor = p.is_distributor,
    parent_company_id = (select parent.id from public.companies as parent where parent.id = p.parent_company_id),
    segment = p.segment,
    priority = p.priority,
    deleted_at = p.deleted_at
from valence_migration.parked_companies as p
where p.id = c.id;
