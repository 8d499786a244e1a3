import type { Sql } from '@valence/db'
import type { Check, PhaseContext } from '../../phase.ts'
import { changedTables } from '../../phases/index.ts'
import { readForeignKeys } from '../../sql/catalog/foreign-keys.ts'
import { runChecks } from '../../sql/session/run-checks.ts'

/**
 * Follows every foreign key of the tables that a run changes or adds. The server checks them with each write, but not in
 * replica mode, and not what a damaged index hides.
 */
export async function checkForeignKeys(sql: Sql, context: PhaseContext): Promise<readonly Check[]> {
  const keys = await readForeignKeys(sql, await tablesOf(sql, context))
  const checks = await runChecks(sql, keys)
  return [
    {
      name: `${keys.length} foreign keys lead to rows that exist`,
      failures: checks.reduce((sum, check) => sum + check.failures, 0),
      examples: checks
        .filter((check) => check.failures > 0)
        .slice(0, 5)
        .map((check) => `${check.name}: ${check.examples.join(', ')}`),
    },
  ]
}

/** Tables of `public` that the installation did not have, and those of its own that changed. */
async function tablesOf(sql: Sql, context: PhaseContext): Promise<readonly string[]> {
  const untouched = Object.keys(context.legacyColumns).filter(
    (name) => !changedTables(context).includes(name),
  )
  const rows = await sql<{ name: string }[]>`
    select c.relname as name
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace
      and c.relkind in ('r', 'p')
      and c.relname <> all (${untouched})`
  return rows.map(({ name }) => name)
}
