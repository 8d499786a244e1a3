-- What the roles $1 may write in each relation of `public`, from the catalog: nothing is tried, so nothing can move.
-- A view that runs as its caller needs the rights of the view and of the table behind it, and that table's policies
-- decide about rows; any other view needs its own rights and no policy. Policies are told apart by their parsed
-- expressions, which a rename does not change.
with relations as (
  select
    c.oid,
    c.relname as name,
    case
      when c.relkind in ('r', 'p') then c.oid
      when c.reloptions && array['security_invoker=on', 'security_invoker=true'] then (
        select case when count(distinct d.refobjid) = 1 then min(d.refobjid::int8)::oid end
        from pg_rewrite as w
        join pg_depend as d
          on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
        join pg_class as b on b.oid = d.refobjid and b.relkind in ('r', 'p')
        where w.ev_class = c.oid
      )
    end as base,
    c.relkind in ('r', 'p') as is_table,
    pg_relation_is_updatable(c.oid, true) as events
  from pg_class as c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
),
verbs (verb, command, event) as (
  values ('insert', 'a', 8), ('update', 'w', 4), ('delete', 'd', 16)
)
select
  a.rolname as role,
  v.verb,
  r.name as relation,
  case
    when not (r.is_table or (r.events & v.event) <> 0) then 'refused'
    when not may.may_use then 'refused'
    when b.oid is null or not b.relrowsecurity or a.rolbypassrls or a.rolsuper then 'every row'
    else 'by policy ' || coalesce(policies.digest, 'none')
  end as outcome
from relations as r
cross join verbs as v
join pg_roles as a on a.rolname = any ($1)
left join pg_class as b on b.oid = r.base
cross join lateral (
  select
    bool_and(
      has_table_privilege(a.oid, needed.oid, v.verb)
      or (v.verb <> 'delete' and has_any_column_privilege(a.oid, needed.oid, v.verb))
    ) as may_use
  from unnest(array[r.oid, r.base]) as needed (oid)
  where needed.oid is not null
) as may
left join lateral (
  select
    md5(string_agg(
      concat_ws('|', p.polpermissive, p.polcmd, p.polqual::text, p.polwithcheck::text),
      '|' order by p.polpermissive, p.polcmd, p.polname
    )) as digest
  from pg_policy as p
  where p.polrelid = r.base
    and p.polcmd in ('*', v.command::"char")
    and (p.polroles @> array[0::oid] or exists (
      select from unnest(p.polroles) as granted (oid) where pg_has_role(a.oid, granted.oid, 'member')
    ))
) as policies on true
order by 3, 1, 2
