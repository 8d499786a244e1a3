-- What hangs on functions of ours that are to go, and is the installation's own: $1 are their identities, $2 those of everything that is declared.
with going as (
  select p.oid, w.identity
  from unnest($1::text[]) as w (identity)
  join pg_catalog.pg_proc as p on p.oid = to_regprocedure(substr(w.identity, length('function ') + 1))
),
hanging as (
  select
    g.identity,
    pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) as description,
    case
      when d.classid = 'pg_trigger'::regclass then (
        select format('trigger %s.%s.%s', n.nspname, c.relname, t.tgname)
        from pg_catalog.pg_trigger as t
        join pg_catalog.pg_class as c on c.oid = t.tgrelid
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where t.oid = d.objid
      )
      when d.classid = 'pg_policy'::regclass then (
        select format('policy %s.%s.%s', n.nspname, c.relname, p.polname)
        from pg_catalog.pg_policy as p
        join pg_catalog.pg_class as c on c.oid = p.polrelid
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where p.oid = d.objid
      )
    end as ours
  from going as g
  join pg_catalog.pg_depend as d on d.refclassid = 'pg_proc'::regclass and d.refobjid = g.oid and d.deptype = 'n'
)
select distinct h.identity, h.description
from hanging as h
where h.ours is null or h.ours <> all ($2::text[])
order by 1, 2
