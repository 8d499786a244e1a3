-- Whole rows: those without a contact go, where the old shape requires one.
create table if not exists valence_migration.parked_tasks as
select t.*
from public.tasks as t
where num_nonnulls(t.organization_id, t.opportunity_id, t.repeat_unit) > 0;
