-- $1 text[]: tables of public whose triggers matter. $2 text[]: those that get columns and keep their names.
-- "isOurs" asks for the owner of deals, who alone may migrate: who looks on must come to the same plan.
select
  format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as signature,
  n.nspname as schema,
  p.proname as name,
  l.lanname as language,
  p.prosrc as source,
  case when l.lanname in ('sql', 'plpgsql') then pg_get_functiondef(p.oid) else '' end as definition,
  p.prosqlbody is not null as "isAtomic",
  p.prorettype = 'trigger'::regtype as "isTrigger",
  p.prosecdef as "isDefiner",
  -- Rows of a table of public, or of another shape, which stays as it is.
  case
    when r.relnamespace = 'public'::regnamespace and r.relname = any ($2::text[]) then json_build_object('kind', 'table', 'name', r.relname)
    when r.oid is not null or p.prorettype = 'record'::regtype then json_build_object('kind', 'fixed')
  end as result,
  pg_has_role(
    coalesce(
      (select d.relowner from pg_class as d where d.relnamespace = 'public'::regnamespace and d.relname = 'deals'),
      (select r.oid from pg_roles as r where r.rolname = current_user)
    ),
    p.proowner,
    'usage'
  ) as "isOurs",
  coalesce(p.proconfig, '{}') as settings,
  coalesce((
    select json_agg(json_build_object(
      'trigger', t.tgname,
      'table', c.relname,
      -- Each argument ends with a zero byte.
      'arguments', array_remove(string_to_array(encode(t.tgargs, 'escape'), '\000'), ''),
      'transitions', array_remove(array[t.tgoldtable::text, t.tgnewtable::text], null)
    ) order by c.relname, t.tgname)
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
    where t.tgfoid = p.oid
      and not t.tgisinternal
      and c.relname = any ($1::text[])
  ), '[]') as triggers
from pg_proc as p
join pg_namespace as n on n.oid = p.pronamespace
join pg_language as l on l.oid = p.prolang
join pg_type as t on t.oid = p.prorettype
left join pg_class as r on r.oid = t.typrelid
where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'valence', 'valence_migration')
  and n.nspname !~ '^pg_temp'
  and p.prokind in ('f', 'p', 'w')
  and l.lanname not in ('c', 'internal')
  and not exists (
    select from pg_depend as d
    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
  )
order by 1
