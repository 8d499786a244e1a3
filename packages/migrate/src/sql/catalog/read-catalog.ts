import type { Sql } from '@valence/db'
import type { Catalog, CatalogFunction, CatalogRelation } from '@valence/schema'

/** Reads the catalog of `public` once. Reads only; takes no lock beyond ACCESS SHARE. */
export async function readCatalog(sql: Sql): Promise<Catalog> {
  const [server] = await sql<{ version: number; database: string }[]>`
    select current_setting('server_version_num')::int as version, current_database() as database`
  return {
    serverVersion: server?.version ?? 0,
    database: server?.database ?? '',
    relations: await readRelations(sql),
    functions: await readFunctions(sql),
  }
}

async function readRelations(sql: Sql): Promise<CatalogRelation[]> {
  const rows = await sql<CatalogRelation[]>`
    select
      c.relname as name,
      case c.relkind
        when 'r' then 'table' when 'p' then 'partitioned' when 'v' then 'view'
        when 'm' then 'materialized-view' when 'f' then 'foreign' else 'other'
      end as kind,
      pg_get_userbyid(c.relowner) as owner,
      c.relrowsecurity as "isRlsEnabled",
      c.relforcerowsecurity as "isRlsForced",
      coalesce(c.reloptions, '{}') as options,
      case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition,
      coalesce((
        select array_agg(distinct used.relname::text)
        from pg_rewrite as r
        join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
          and d.refclassid = 'pg_class'::regclass and d.refobjid <> c.oid
        join pg_class as used on used.oid = d.refobjid and used.relnamespace = c.relnamespace
        where r.ev_class = c.oid
      ), '{}') as reads,
      exists (
        select from pg_rewrite as r
        where r.ev_class = c.oid and c.relkind in ('v', 'm') and r.ev_action::text like '%:varattno 0 %'
      ) as "usesWholeRow",
      coalesce((
        select json_agg(json_build_object(
          'name', a.attname,
          'type', format_type(a.atttypid, a.atttypmod),
          'isNotNull', a.attnotnull,
          'hasDefault', a.atthasdef,
          'isGenerated', a.attgenerated <> '',
          'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' else '' end
        ) order by a.attnum)
        from pg_attribute as a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      ), '[]') as columns,
      coalesce((
        select json_agg(json_build_object(
          'name', p.polname,
          'command', case p.polcmd
            when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all'
          end
        ) order by p.polname)
        from pg_policy as p where p.polrelid = c.oid
      ), '[]') as policies,
      coalesce((
        select json_agg(json_build_object(
          'name', t.tgname, 'function', t.tgfoid::regproc::text, 'enabled', t.tgenabled
        ) order by t.tgname)
        from pg_trigger as t where t.tgrelid = c.oid and not t.tgisinternal
      ), '[]') as triggers,
      pg_total_relation_size(c.oid)::float8 as bytes
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace
      and c.relkind in ('r', 'p', 'v', 'm', 'f')
    order by c.relname`
  return [...rows]
}

async function readFunctions(sql: Sql): Promise<CatalogFunction[]> {
  const rows = await sql<CatalogFunction[]>`
    select
      n.nspname as schema,
      p.proname as name,
      p.oid::regprocedure::text as signature,
      p.prosrc as source,
      coalesce(p.proconfig, '{}') as settings
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
      and p.prokind in ('f', 'p')
      and not exists (
        select from pg_depend as d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
      )
    order by n.nspname, p.proname`
  return [...rows]
}
