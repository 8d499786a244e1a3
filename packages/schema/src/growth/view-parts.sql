-- A view ($1, as regclass takes it) and all that shows it, in the order in which they can be made, each with the statements that bring back what hangs on it.
-- Depth 0 is the view itself.
with recursive above as (
  select c.oid, 0 as depth
  from pg_catalog.pg_class as c
  where c.oid = to_regclass($1)
  union
  select w.ev_class, a.depth + 1
  from above as a
  join pg_catalog.pg_depend as d on d.refobjid = a.oid and d.classid = 'pg_rewrite'::regclass
  join pg_catalog.pg_rewrite as w on w.oid = d.objid and w.ev_class <> a.oid
),
views as (
  select c.oid, format('%I.%I', n.nspname, c.relname) as path, c.relowner, c.relacl, c.reloptions, max(a.depth) as depth
  from above as a
  join pg_catalog.pg_class as c on c.oid = a.oid
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  group by c.oid, n.nspname, c.relname, c.relowner, c.relacl, c.reloptions
),
rights as (
  select v.oid, null::text as attname, e.grantee, e.privilege_type, e.is_grantable
  from views as v
  cross join lateral pg_catalog.aclexplode(v.relacl) as e
  where e.grantee <> v.relowner
  union all
  select v.oid, quote_ident(a.attname), e.grantee, e.privilege_type, e.is_grantable
  from views as v
  join pg_catalog.pg_attribute as a on a.attrelid = v.oid and a.attnum > 0
  cross join lateral pg_catalog.aclexplode(a.attacl) as e
  where e.grantee <> v.relowner
)
select
  v.path,
  v.depth,
  pg_catalog.pg_get_viewdef(v.oid) as definition,
  coalesce(v.reloptions, '{}') as options,
  quote_ident(pg_catalog.pg_get_userbyid(v.relowner)) as owner,
  array(
    select format(
      'grant %s%s on %s to %s%s',
      r.privilege_type,
      ' (' || r.attname || ')',
      v.path,
      coalesce(quote_ident(o.rolname), 'public'),
      case when r.is_grantable then ' with grant option' else '' end
    )
    from rights as r
    left join pg_catalog.pg_roles as o on o.oid = r.grantee
    where r.oid = v.oid
    order by 1
  )
  || array(
    select format('alter view %s alter column %I set default %s', v.path, a.attname, pg_catalog.pg_get_expr(d.adbin, d.adrelid))
    from pg_catalog.pg_attrdef as d
    join pg_catalog.pg_attribute as a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where d.adrelid = v.oid
    order by a.attnum
  )
  || array(
    select pg_catalog.pg_get_triggerdef(t.oid) from pg_catalog.pg_trigger as t where t.tgrelid = v.oid and not t.tgisinternal order by t.tgname
  )
  || array(
    select pg_catalog.pg_get_ruledef(w.oid) from pg_catalog.pg_rewrite as w where w.ev_class = v.oid and w.rulename <> '_RETURN' order by w.rulename
  )
  || array(
    select format(
      'comment on %s is %L',
      case when c.objsubid = 0 then 'view ' || v.path else 'column ' || v.path || '.' || quote_ident(a.attname) end,
      c.description
    )
    from pg_catalog.pg_description as c
    left join pg_catalog.pg_attribute as a on a.attrelid = c.objoid and a.attnum = c.objsubid
    where c.classoid = 'pg_class'::regclass and c.objoid = v.oid
    order by c.objsubid
  ) as parts
from views as v
order by v.depth, v.path
