-- Every object of these schemas that a dump of them has an entry for, by the entry's key: `class.oid`, or what the entry holds
-- and the oid of its table. $1 text[]: the schemas. What belongs to an extension comes with the extension.
with schemas as (
  select n.oid, n.nspname as name
  from pg_namespace as n
  where n.nspname = any ($1::text[])
),
of_extensions as (
  select d.classid, d.objid
  from pg_depend as d
  where d.deptype = 'e'
),
relations as (
  select c.oid, c.relkind, c.relrowsecurity, format('%I.%I', s.name, c.relname) as name
  from pg_class as c
  join schemas as s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
    and not exists (
      select from of_extensions as e where e.classid = 'pg_class'::regclass and e.objid = c.oid
    )
),
entries (class, oid, what) as (
  select 'pg_class'::regclass::oid::text, r.oid,
    case r.relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'S' then 'sequence ' else 'table ' end || r.name
  from relations as r
  where r.relkind <> 'c'
  union all
  select 'TABLE DATA', r.oid, 'rows of ' || r.name
  from relations as r
  where r.relkind = 'r'
  union all
  select 'ROW SECURITY', r.oid, 'row security of ' || r.name
  from relations as r
  where r.relrowsecurity
  union all
  select 'pg_class'::regclass::oid::text, i.indexrelid, 'index ' || i.indexrelid::regclass::text
  from pg_index as i
  join relations as r on r.oid = i.indrelid
  where not exists (
    select from pg_constraint as k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
  )
  union all
  select 'pg_constraint'::regclass::oid::text, k.oid, format('constraint %I on %s', k.conname, r.name)
  from pg_constraint as k
  join relations as r on r.oid = k.conrelid
  where k.contype in ('p', 'u', 'x', 'f') and k.conparentid = 0
  union all
  select 'pg_trigger'::regclass::oid::text, t.oid, format('trigger %I on %s', t.tgname, r.name)
  from pg_trigger as t
  join relations as r on r.oid = t.tgrelid
  where not t.tgisinternal and t.tgparentid = 0
  union all
  select 'pg_policy'::regclass::oid::text, p.oid, format('policy %I on %s', p.polname, r.name)
  from pg_policy as p
  join relations as r on r.oid = p.polrelid
  union all
  select 'pg_rewrite'::regclass::oid::text, w.oid, format('rule %I on %s', w.rulename, r.name)
  from pg_rewrite as w
  join relations as r on r.oid = w.ev_class
  where w.rulename <> '_RETURN'
  union all
  select 'pg_statistic_ext'::regclass::oid::text, x.oid, format('statistics %I on %s', x.stxname, r.name)
  from pg_statistic_ext as x
  join relations as r on r.oid = x.stxrelid
  union all
  select 'pg_proc'::regclass::oid::text, p.oid, 'function ' || p.oid::regprocedure::text
  from pg_proc as p
  join schemas as s on s.oid = p.pronamespace
  where not exists (
    -- Constructors of a range type come with the type.
    select from pg_depend as d
    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i')
  )
  union all
  select 'pg_type'::regclass::oid::text, t.oid, format('type %I.%I', s.name, t.typname)
  from pg_type as t
  join schemas as s on s.oid = t.typnamespace
  left join pg_class as c on c.oid = t.typrelid
  where (t.typtype in ('e', 'd', 'r') or c.relkind = 'c')
    and not exists (
      select from of_extensions as e
      where (e.classid = 'pg_type'::regclass and e.objid = t.oid) or (e.classid = 'pg_class'::regclass and e.objid = c.oid)
    )
)
select e.class || '.' || e.oid as key, e.what
from entries as e
order by e.what, 1
