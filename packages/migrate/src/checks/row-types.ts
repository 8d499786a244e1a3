import { renamedTables } from '@valence/schema'
import type { Finding, GoNoGoCheck } from './finding.ts'

/**
 * Functions, columns, domains and types that hold a row of a renamed table: they follow the table, while the old name becomes a
 * view with a row type of its own, so they would no longer fit what they are given. A variable of the old name inside a
 * body is another matter: it gets the view's type and works.
 */
export const rowTypes: GoNoGoCheck = {
  id: 'row-type',
  async run(sql, { detection }) {
    const renamed = [...renamedTables(detection.shape)]
    const rows = await sql<{ what: string; name: string }[]>`
      with recursive types as (
        select t.oid as id, c.relname::text as name
        from pg_class as c
        join pg_type as t on t.oid = c.reltype
        where c.relnamespace = 'public'::regnamespace and c.relname = any (${renamed})
        union
        -- Arrays of them, domains over them, types that have them as a part, and so on.
        select t.oid, types.name
        from types
        join pg_type as t on t.typelem = types.id
          or t.typbasetype = types.id
          or exists (
            select from pg_attribute as a
            join pg_class as c on c.oid = a.attrelid and c.relkind = 'c'
            where a.attrelid = t.typrelid and a.atttypid = types.id and not a.attisdropped
          )
      )
      select 'function ' || p.oid::regprocedure::text as what, types.name
      from pg_proc as p
      join types on p.prorettype = types.id
        or types.id = any (p.proargtypes)
        or types.id = any (p.proallargtypes)
      union
      select format('column %s.%s', a.attrelid::regclass, a.attname), types.name
      from pg_attribute as a
      join pg_class as c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'm', 'v', 'f')
      join types on a.atttypid = types.id
      where a.attnum > 0 and not a.attisdropped
      union
      select
        case t.typtype when 'd' then 'domain ' else 'type ' end || t.oid::regtype::text,
        types.name
      from types
      join pg_type as t on t.oid = types.id
      left join pg_class as c on c.oid = t.typrelid
      where t.typtype = 'd' or c.relkind = 'c'
      union
      select 'cast from ' || k.castsource::regtype::text || ' to ' || k.casttarget::regtype::text, types.name
      from pg_cast as k
      join types on types.id in (k.castsource, k.casttarget)
      order by 1`
    return rows.map(
      ({ what, name }): Finding => ({
        check: 'row-type',
        severity: 'blocker',
        message: `The ${what} uses rows of ${name} as a type`,
        count: 1,
        examples: [what],
        fix: `Let it take the columns it needs, or a key of ${name}.`,
      }),
    )
  },
}
