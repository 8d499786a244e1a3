import { qualified, type Sql, sqlFile } from '@valence/db'
import type { Check, PhaseContext } from '../../phase.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { writtenSince } from '../../sql/session/own-writes.ts'
import { hasEarlierRun } from '../books/bookkeeping.ts'
import { readBackupTables } from '../books/read-backup-tables.ts'
import type { CompareOptions } from './compare-captured.ts'

/** One record before the run, and what it became. */
export interface Sample {
  /** The legacy table. */
  readonly table: string
  readonly id: number
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
  readonly isSame: boolean
  /** Someone wrote it since, and may have changed it. */
  readonly isWritten: boolean
}

/** Records that are shown side by side, all together. */
const RECORDS = 100

const SHARES: Readonly<Record<string, number>> = {
  deals: 50,
  contacts: 25,
  companies: 15,
  opportunity_notes: 20,
  contact_notes: 10,
}

/** Picks random records, the same for the same run, and puts what they were beside what they are. */
export async function readSamples(
  sql: Sql,
  runId: number,
  context: PhaseContext,
  horizon: string,
): Promise<readonly Sample[]> {
  const copies = await readBackupTables(sql, runId)
  const isFirst = !(await hasEarlierRun(sql, runId))
  const samples: Sample[] = []
  for (const [kind, share] of Object.entries(SHARES)) {
    const copy = copies.find(({ source }) => kindOf(source, context) === kind)
    if (copy === undefined) continue
    const table = qualified(OWN_SCHEMA, copy.table)
    // Four times as many as wanted, so that chance seldom gives fewer.
    const percent = Math.min(100, (400 * share) / Math.max(1, copy.rows))
    const picked = `select r.id from ${table} as r tablesample bernoulli (${percent}) repeatable (${runId}) limit ${share}`
    const noted =
      'exists (select from valence_migration.written_rows as w where w.table_oid = now.tableoid and w.id = now.id)'
    const query = queryFor(kind)
      .replaceAll('the_copy', table)
      .replaceAll('the_sample', `(${picked})`)
      .replaceAll('is_first_run', String(isFirst))
      .replaceAll('was_written(now)', `${writtenSince('now', horizon)} or ${noted}`)
    const rows = await sql.unsafe<Omit<Sample, 'table'>[]>(
      `select f.id, f.before, f.after, f.is_same as "isSame", f.is_written as "isWritten" from (${query}) as f`,
    )
    samples.push(...rows.map((row) => ({ ...row, table: copy.source })))
  }
  return samples.slice(0, RECORDS)
}

/** A sample that nobody wrote must be the same. */
export function sampleCheck(samples: readonly Sample[], { isStrict }: CompareOptions): Check {
  const wrong = samples.filter(({ isSame, isWritten }) => !isSame && (isStrict || !isWritten))
  return {
    name: `${samples.length} random records are the same in both shapes`,
    failures: wrong.length,
    examples: wrong.slice(0, 5).map(({ table, id }) => `${table} ${id}`),
  }
}

/** What the rows of a legacy table become, by the name of the table that has them now. */
function kindOf(source: string, context: PhaseContext): string {
  if (source === 'deals') return source
  return context.physical[source]?.table ?? source
}

const queries = new Map(
  sqlFile(import.meta.url, 'samples.sql')
    .split(/^-- sample: /m)
    .slice(1)
    .map((part): [string, string] => {
      const end = part.indexOf('\n')
      return [part.slice(0, end).trim(), part.slice(end).trim().replace(/;\s*$/, '')]
    }),
)

function queryFor(kind: string): string {
  const query = queries.get(kind)
  if (query === undefined) throw new Error(`there is no sample of ${kind}`)
  return query
}
