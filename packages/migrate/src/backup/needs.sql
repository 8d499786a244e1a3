-- What the definitions of these schemas use and the schemas do not hold: extensions, and functions, types and relations of
-- other schemas, with a statement that makes an empty likeness of each. $1 text[]: the schemas. $2 text[]: extensions of
-- which likenesses are made, because they cannot or must not be created in a database that is thrown away.
with schemas as (
  select n.oid, n.nspname as name
  from pg_namespace as n
  where n.nspname = any ($1::text[])
),
ours (classid, objid) as (
  select 'pg_class'::regclass, c.oid from pg_class as c join schemas as s on s.oid = c.relnamespace
  union all
  select 'pg_proc'::regclass, p.oid from pg_proc as p join schemas as s on s.oid = p.pronamespace
  union all
  select 'pg_type'::regclass, t.oid from pg_type as t join schemas as s on s.oid = t.typnamespace
  union all
  select 'pg_ts_config'::regclass, o.oid from pg_ts_config as o join schemas as s on s.oid = o.cfgnamespace
  union all
  select 'pg_ts_dict'::regclass, o.oid from pg_ts_dict as o join schemas as s on s.oid = o.dictnamespace
  union all
  select 'pg_operator'::regclass, o.oid from pg_operator as o join schemas as s on s.oid = o.oprnamespace
  union all
  select 'pg_opclass'::regclass, o.oid from pg_opclass as o join schemas as s on s.oid = o.opcnamespace
  union all
  select 'pg_collation'::regclass, o.oid from pg_collation as o join schemas as s on s.oid = o.collnamespace
  union all
  select 'pg_statistic_ext'::regclass, o.oid from pg_statistic_ext as o join schemas as s on s.oid = o.stxnamespace
  union all
  select 'pg_rewrite'::regclass, w.oid
  from pg_rewrite as w
  join pg_class as c on c.oid = w.ev_class
  join schemas as s on s.oid = c.relnamespace
  union all
  select 'pg_policy'::regclass, p.oid
  from pg_policy as p
  join pg_class as c on c.oid = p.polrelid
  join schemas as s on s.oid = c.relnamespace
  union all
  select 'pg_trigger'::regclass, t.oid
  from pg_trigger as t
  join pg_class as c on c.oid = t.tgrelid
  join schemas as s on s.oid = c.relnamespace
  where not t.tgisinternal
  union all
  select 'pg_constraint'::regclass, k.oid
  from pg_constraint as k
  join schemas as s on s.oid = k.connamespace
  -- Foreign keys to tables elsewhere are a matter of their own.
  where k.contype <> 'f'
  union all
  select 'pg_attrdef'::regclass, f.oid
  from pg_attrdef as f
  join pg_class as c on c.oid = f.adrelid
  join schemas as s on s.oid = c.relnamespace
),
used as (
  select distinct d.refclassid as classid, d.refobjid as objid
  from pg_depend as d
  join ours as o on o.classid = d.classid and o.objid = d.objid
  where d.deptype in ('n', 'a', 'i')
),
members as (
  select d.classid, d.objid, x.extname as extension
  from pg_depend as d
  join pg_extension as x on x.oid = d.refobjid
  where d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'
),
outside as (
  select u.classid, u.objid
  from used as u
  left join members as m on m.classid = u.classid and m.objid = u.objid
  where m.extension is null or m.extension = any ($2::text[])
),
outside_relations as (
  select c.oid, n.nspname as schema, c.relname as name
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and n.nspname <> all ($1::text[])
    and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
    and exists (
      select from outside as o
      where (o.classid = 'pg_class'::regclass and o.objid = c.oid)
        or (o.classid = 'pg_type'::regclass and o.objid = c.reltype)
    )
),
columns as (
  select r.oid, r.schema, r.name, a.attname, a.atttypid, a.attnum, format_type(a.atttypid, a.atttypmod) as type
  from outside_relations as r
  join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
)
-- Bodies of functions are text, so what they use of an extension is not known: each is listed, with `used` where it is.
select 0 as place, 'extension' as kind, n.nspname as schema, x.extname as name,
  case when exists (
    select from used as u
    join members as m on m.classid = u.classid and m.objid = u.objid
    where m.extension = x.extname
  ) then 'used' else '' end as likeness
from pg_extension as x
join pg_namespace as n on n.oid = x.extnamespace
where x.extname <> all ($2::text[])
union all
select 1, 'type', n.nspname, t.typname,
  case t.typtype
    when 'e' then format('create type %I.%I as enum (%s)', n.nspname, t.typname, (
      select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
      from pg_enum as e
      where e.enumtypid = t.oid
    ))
    else format('create domain %I.%I as %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod))
  end as likeness
from pg_type as t
join pg_namespace as n on n.oid = t.typnamespace
where t.typtype in ('e', 'd')
  and n.nspname not in ('pg_catalog', 'information_schema')
  and n.nspname <> all ($1::text[])
  and (
    exists (
      select from outside as o
      where o.classid = 'pg_type'::regclass and o.objid in (t.oid, t.typarray)
    )
    or exists (select from columns as k where k.atttypid in (t.oid, t.typarray))
  )
  and not exists (
    select from members as m
    where m.classid = 'pg_type'::regclass and m.objid = t.oid and m.extension <> all ($2::text[])
  )
union all
select 2, 'relation', r.schema, r.name,
  format('create table %I.%I (%s)', r.schema, r.name, (
    select string_agg(format('%I %s', k.attname, k.type), ', ' order by k.attnum)
    from columns as k
    where k.oid = r.oid
  ))
from outside_relations as r
union all
select 3, 'function', n.nspname, p.oid::regprocedure::text,
  format(
    'create function %I.%I(%s) returns %s language plpgsql %s as %L',
    n.nspname, p.proname,
    pg_get_function_arguments(p.oid),
    pg_get_function_result(p.oid),
    case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
    case when p.proretset or p.prorettype = 'void'::regtype then 'begin return; end' else 'begin return null; end' end
  )
from pg_proc as p
join pg_namespace as n on n.oid = p.pronamespace
join outside as o on o.classid = 'pg_proc'::regclass and o.objid = p.oid
where p.prokind = 'f'
  and n.nspname not in ('pg_catalog', 'information_schema')
  and n.nspname <> all ($1::text[])
order by 1, 3, 4
