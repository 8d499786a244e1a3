-- What keeps one of these views ($1), or a view above it, from being dropped and made again: materialized views, and what uses its rows as a type.
with recursive above as (
  select v.name as view, v.name::regclass::oid as oid
  from unnest($1::text[]) as v (name)
  where to_regclass(v.name) is not null
  union
  select a.view, w.ev_class
  from above as a
  join pg_catalog.pg_depend as d on d.refobjid = a.oid and d.classid = 'pg_rewrite'::regclass
  join pg_catalog.pg_rewrite as w on w.oid = d.objid and w.ev_class <> a.oid
)
select a.view, 'materialized view ' || c.oid::regclass as description
from above as a
join pg_catalog.pg_class as c on c.oid = a.oid
where c.relkind = 'm'
union
select a.view, pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
from above as a
join pg_catalog.pg_class as c on c.oid = a.oid and c.relkind = 'v'
join pg_catalog.pg_type as t on t.typrelid = c.oid
join pg_catalog.pg_depend as d on d.refclassid = 'pg_type'::regclass and d.refobjid in (t.oid, t.typarray) and d.deptype = 'n'
where d.classid in ('pg_proc'::regclass, 'pg_class'::regclass)
order by 1, 2
