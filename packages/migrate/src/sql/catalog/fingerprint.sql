-- A digest of the definition of every object that a migration decides on, by kind and name. Rows, statistics and sizes are
-- not part of it: data may change between a plan and its run, shapes may not.
with relations as (
  select c.oid, c.relname, c.relkind, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.relowner
  from pg_class as c
  where c.relnamespace = 'public'::regnamespace
    and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and c.relname not in ('migration_history', 'migration_progress', 'migration_status_public')
)
select 'relation ' || r.relname as object,
  md5(concat_ws('|', r.relkind, r.relacl::text, r.relrowsecurity, r.relforcerowsecurity, r.reloptions::text, r.relowner,
    case when r.relkind in ('v', 'm') then pg_get_viewdef(r.oid) end)) as digest
from relations as r
union all
select format('column %s.%s', r.relname, a.attname),
  md5(concat_ws('|', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attacl::text,
    pg_get_expr(d.adbin, d.adrelid)))
from relations as r
join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
union all
select format('constraint %s.%s', r.relname, c.conname), md5(pg_get_constraintdef(c.oid) || c.convalidated)
from relations as r
join pg_constraint as c on c.conrelid = r.oid
union all
select 'index ' || i.indexrelid::regclass, md5(pg_get_indexdef(i.indexrelid) || i.indisvalid)
from relations as r
join pg_index as i on i.indrelid = r.oid
union all
select format('trigger %s.%s', r.relname, t.tgname), md5(pg_get_triggerdef(t.oid) || t.tgenabled::text)
from relations as r
join pg_trigger as t on t.tgrelid = r.oid and not t.tgisinternal
union all
select format('policy %s.%s', r.relname, p.polname),
  md5(concat_ws('|', p.polcmd, p.polpermissive, p.polroles::text, pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid)))
from relations as r
join pg_policy as p on p.polrelid = r.oid
union all
select 'rule ' || r.relname || '.' || w.rulename, md5(pg_get_ruledef(w.oid))
from relations as r
join pg_rewrite as w on w.ev_class = r.oid and w.rulename <> '_RETURN'
union all
select 'function ' || p.oid::regprocedure,
  md5(concat_ws('|', p.prosrc, p.prosecdef, p.proconfig::text, p.proacl::text, p.provolatile, p.prorettype::regtype))
from pg_proc as p
join pg_namespace as n on n.oid = p.pronamespace
where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'valence', 'valence_migration')
  and (n.nspname, p.proname) <> ('public', 'migration_status')
  and not exists (
    select from pg_depend as d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
  )
union all
select 'type ' || t.oid::regtype,
  md5(concat_ws('|', t.typtype, (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum as e where e.enumtypid = t.oid)))
from pg_type as t
where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
order by 1
