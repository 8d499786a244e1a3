import type { TestDatabase } from '@valence/testkit'

const TABLES = [
  'opportunities',
  'companies',
  'contacts',
  'contact_organizations',
  'contact_preferred_principals',
  'opportunity_contacts',
  'opportunity_participants',
  'opportunity_stage_history',
  'saved_views',
  'import_runs',
  'import_changes',
  'record_tags',
  'external_keys',
  'activities',
  'interaction_participants',
  'sales_roles',
  'activity_mentions',
  'record_changes',
  'opportunity_notes',
  'contact_notes',
  'tasks',
  'tags',
  'merge_records',
  'distinct_records',
] as const

/** All rows of the new shape, a line each, without the time of their last change. */
export async function targetState(database: TestDatabase): Promise<readonly string[]> {
  const lines: string[] = []
  for (const table of TABLES) {
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
