import { clientTables } from '@valence/schema/manifest'
import type { TestDatabase } from '@valence/testkit'

/** Every table with rows of its own; settings and users are looked at elsewhere. */
function tableNames(): readonly string[] {
  return clientTables()
    .map(({ name }) => name)
    .filter((name) => name !== 'configuration' && name !== 'sales')
}

/** All rows of the new shape, a line each, without the time of their last change. */
export async function targetState(database: TestDatabase): Promise<readonly string[]> {
  const lines: string[] = []
  for (const table of tableNames()) {
    const rows = await database.sql.unsafe<{ line: string }[]>(
      `select (to_jsonb(t) - 'updated_at')::text as line from public.${table} as t order by t.id`,
    )
    lines.push(...rows.map((row) => `${table} ${row.line}`))
  }
  return lines
}

/** What of one state the other has not; both empty when they are the same. */
export function stateDifference(
  before: readonly string[],
  after: readonly string[],
): { readonly lost: readonly string[]; readonly appeared: readonly string[] } {
  const had = new Set(before)
  const has = new Set(after)
  return {
    lost: before.filter((line) => !has.has(line)),
    appeared: after.filter((line) => !had.has(line)),
  }
}
