-- Default privileges gave too much on tables that are ours: to `anon` the numbers of new rows, and in databases that were made new to
-- signed-in users the right to empty a table, which no policy sees. Nothing is given here, and what was given to other roles stays.
do $$
declare
  excess record;
begin
  for excess in
    select
      format('revoke %s on table public.%I from %s', a.privilege_type, c.relname, r.rolname) as statement
    from pg_catalog.pg_class as c
    cross join lateral pg_catalog.aclexplode(c.relacl) as a
    join pg_catalog.pg_roles as r on r.oid = a.grantee
    where c.relnamespace = 'public'::regnamespace
      and c.relname in (
        'activities', 'activity_mentions', 'contact_organizations', 'contact_preferred_principals', 'distinct_records', 'external_keys',
        'import_changes', 'import_runs', 'interaction_participants', 'merge_records', 'opportunity_contacts', 'opportunity_participants',
        'opportunity_stage_history', 'record_changes', 'record_tags', 'sales_roles', 'saved_views'
      )
      and r.rolname in ('authenticated', 'service_role')
      and a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    union all
    select format('revoke all on sequence %s from %s', d.objid::regclass, coalesce(quote_ident(r.rolname), 'public'))
    from pg_catalog.pg_class as c
    join pg_catalog.pg_depend as d on d.refobjid = c.oid and d.deptype in ('a', 'i')
    join pg_catalog.pg_class as s on s.oid = d.objid and s.relkind = 'S'
    cross join lateral pg_catalog.aclexplode(s.relacl) as a
    left join pg_catalog.pg_roles as r on r.oid = a.grantee
    where c.relnamespace = 'public'::regnamespace
      and c.relname in (
        'activities', 'activity_mentions', 'contact_organizations', 'contact_preferred_principals', 'distinct_records', 'external_keys',
        'import_changes', 'import_runs', 'interaction_participants', 'merge_records', 'opportunity_contacts', 'opportunity_participants',
        'opportunity_stage_history', 'record_changes', 'record_tags', 'sales_roles', 'saved_views'
      )
      and (a.grantee = 0 or r.rolname = 'anon')
  loop
    execute excess.statement;
  end loop;
end
$$;
