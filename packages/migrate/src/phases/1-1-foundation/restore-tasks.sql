-- Tasks that went because they have no contact come back, unless what they are about was deleted after the rollback.
do $$
declare
  columns text;
begin
  create temporary table returning_tasks on commit drop as
  select
    p.id,
    (p.organization_id is null or exists (select from public.companies as c where c.id = p.organization_id))
      and (p.opportunity_id is null or exists (select from public.opportunities as o where o.id = p.opportunity_id)) as is_complete
  from valence_migration.parked_tasks as p
  where p.contact_id is null
    and not exists (select from public.tasks as t where t.id = p.id);

  insert into valence_migration.parked_rows (table_name, reason, data)
  select 'tasks', 'what it is about was deleted after the rollback', to_jsonb(p.*)
  from valence_migration.parked_tasks as p
  join returning_tasks as r on r.id = p.id and not r.is_complete;

  select string_agg(format('%I', a.attname), ', ') into columns
  from pg_attribute as a
  join pg_attribute as p on p.attrelid = 'valence_migration.parked_tasks'::regclass and p.attname = a.attname and p.attnum > 0
  where a.attrelid = 'public.tasks'::regclass
    and a.attnum > 0
    and not a.attisdropped
    and a.attgenerated = '';
  execute format(
    'insert into public.tasks (%1$s) overriding system value
     select %1$s from valence_migration.parked_tasks where id in (select r.id from returning_tasks as r where r.is_complete)',
    columns
  );
  -- Written by the application, not by the run that brings them back.
  insert into valence_migration.written_rows (table_oid, id)
  select 'public.tasks'::regclass, r.id
  from returning_tasks as r
  where r.is_complete
  on conflict do nothing;
  drop table returning_tasks;
end
$$;
