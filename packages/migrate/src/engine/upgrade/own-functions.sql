-- Functions of the installation's own whose bodies are text: $1 are the identities of ours, $2 the names of functions that go.
select
  format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as signature,
  p.prosrc as source
from pg_catalog.pg_proc as p
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
where n.nspname not in ('pg_catalog', 'information_schema', 'valence_migration')
  and p.prosqlbody is null
  and p.prosrc ~* ('\m(' || array_to_string($2::text[], '|') || ')\M')
  and not exists (
    select from pg_catalog.pg_depend as d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
  )
  and not exists (
    select from unnest($1::text[]) as o (identity)
    where p.oid = to_regprocedure(substr(o.identity, length('function ') + 1))
  )
order by 1
