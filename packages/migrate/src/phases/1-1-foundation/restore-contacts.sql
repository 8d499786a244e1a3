update public.contacts as c
set department = p.department,
    deleted_at = p.deleted_at,
    company_id_backup = p.company_id_backup
from valence_migration.parked_contacts as p
where p.id = c.id;
