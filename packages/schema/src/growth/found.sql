-- Every object in `public` and `valence`, by the identities of `declared.ts`. is_whole is false for an index that an interrupted build left behind.
with ours as (
  select n.oid, n.nspname as name
  from pg_catalog.pg_namespace as n
  where n.nspname in ('public', 'valence')
),
relations as (
  select c.oid, c.relkind, c.relname, s.name as schema, s.name || '.' || c.relname as path
  from pg_catalog.pg_class as c
  join ours as s on s.oid = c.relnamespace
)
select 'type ' || s.name || '.' || t.typname as identity, true as "isWhole"
from pg_catalog.pg_type as t
join ours as s on s.oid = t.typnamespace
where t.typtype = 'e'
union all
select case r.relkind when 'v' then 'view ' else 'table ' end || r.path, true
from relations as r
where r.relkind in ('r', 'p', 'v')
union all
select 'function ' || s.name || '.' || p.proname || '(' || types.list || ')', true
from pg_catalog.pg_proc as p
join ours as s on s.oid = p.pronamespace
cross join lateral (
  select coalesce(string_agg(
    case
      when n.nspname = 'pg_catalog' then pg_catalog.format_type(a.type, null)
      else n.nspname || '.' || coalesce(e.typname || '[]', t.typname)
    end,
    ','
    order by a.place
  ), '') as list
  from unnest(p.proargtypes) with ordinality as a (type, place)
  join pg_catalog.pg_type as t on t.oid = a.type
  join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
  left join pg_catalog.pg_type as e on e.oid = t.typelem and t.typcategory = 'A'
) as types
union all
select 'trigger ' || r.path || '.' || t.tgname, true
from pg_catalog.pg_trigger as t
join relations as r on r.oid = t.tgrelid
where not t.tgisinternal
union all
select 'policy ' || r.path || '.' || p.polname, true
from pg_catalog.pg_policy as p
join relations as r on r.oid = p.polrelid
union all
select 'index ' || r.path || '.' || c.relname, i.indisvalid
from pg_catalog.pg_index as i
join relations as r on r.oid = i.indrelid
join pg_catalog.pg_class as c on c.oid = i.indexrelid
union all
select 'column ' || r.path || '.' || a.attname, true
from pg_catalog.pg_attribute as a
join relations as r on r.oid = a.attrelid and r.relkind in ('r', 'p')
where a.attnum > 0 and not a.attisdropped
union all
select 'label ' || s.name || '.' || t.typname || '.' || e.enumlabel, true
from pg_catalog.pg_enum as e
join pg_catalog.pg_type as t on t.oid = e.enumtypid
join ours as s on s.oid = t.typnamespace
union all
select 'constraint ' || r.path || '.' || k.conname, k.convalidated
from pg_catalog.pg_constraint as k
join relations as r on r.oid = k.conrelid
