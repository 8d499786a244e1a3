import type { Finding, GoNoGoCheck } from './finding.ts'

/**
 * Functions and operators of `public` under a name of the catalog's. This tool has only the catalog on its search path and never calls them; the
 * installation's own functions do, where their arguments fit better, with the rights of whoever calls.
 */
export const overloads: GoNoGoCheck = {
  id: 'overload',
  async run(sql) {
    const rows = await sql<{ name: string; owner: string }[]>`
      select own.name, pg_catalog.pg_get_userbyid(own.owner) as owner
      from (
        select 'pg_proc'::regclass as class, p.oid, p.oid::regprocedure::text as name, p.proowner as owner
        from pg_catalog.pg_proc as p
        where p.pronamespace = 'public'::regnamespace
          and exists (
            select from pg_catalog.pg_proc as c where c.pronamespace = 'pg_catalog'::regnamespace and c.proname = p.proname
          )
        union all
        select 'pg_operator'::regclass, o.oid, o.oid::regoperator::text, o.oprowner
        from pg_catalog.pg_operator as o
        where o.oprnamespace = 'public'::regnamespace
          and exists (
            select from pg_catalog.pg_operator as c where c.oprnamespace = 'pg_catalog'::regnamespace and c.oprname = o.oprname
          )
      ) as own
      where not exists (
        select from pg_catalog.pg_depend as d where d.classid = own.class and d.objid = own.oid and d.deptype = 'e'
      )
      order by 1`
    if (rows.length === 0) return []
    const finding: Finding = {
      check: 'overload',
      severity: 'notice',
      message: `public has ${rows.length} functions or operators under names of PostgreSQL's own`,
      count: rows.length,
      examples: rows.slice(0, 5).map(({ name, owner }) => `${name} of ${owner}`),
      fix: 'This tool never calls them. Functions of yours without a search_path of their own may: look who made them and what they do.',
    }
    return [finding]
  },
}
