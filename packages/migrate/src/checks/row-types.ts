import type { GoNoGoCheck } from './finding.ts'

/**
 * Functions and columns that take a row of a renamed table: the old name becomes a view with a row type of its own, so
 * they would no longer fit what they are given.
 */
export const rowTypes: GoNoGoCheck = {
  id: 'row-type',
  async run(sql, { detection }) {
    const renamed = ['deals', detection.shape.opportunityNotes]
    const rows = await sql<{ what: string; name: string }[]>`
      with types as (
        select c.reltype as id, t.typarray as array_id, c.relname as name
        from pg_class as c
        join pg_type as t on t.oid = c.reltype
        where c.relnamespace = 'public'::regnamespace and c.relname = any (${renamed})
      )
      select 'function ' || p.oid::regprocedure::text as what, types.name
      from pg_proc as p
      join types on p.prorettype in (types.id, types.array_id)
        or types.id = any (p.proargtypes) or types.array_id = any (p.proargtypes)
        or types.id = any (p.proallargtypes)
      union
      select format('column %s.%s', a.attrelid::regclass, a.attname), types.name
      from pg_attribute as a
      join pg_class as c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'm', 'v')
      join types on a.atttypid in (types.id, types.array_id)
      where a.attnum > 0 and not a.attisdropped
      order by 1`
    return rows.map(({ what, name }) => ({
      check: 'row-type',
      severity: 'blocker' as const,
      message: `The ${what} uses rows of ${name} as a type`,
      count: 1,
      examples: [what],
      fix: `Let it take the columns it needs, or a key of ${name}.`,
    }))
  },
}
