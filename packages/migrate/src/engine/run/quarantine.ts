import { qualified, type Sql, sqlState, type Transaction } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import type { BackfillStep } from '../../phase.ts'

/** A row that a backfill could not take along, as it was. */
export interface QuarantinedRow {
  readonly phase: string
  readonly step: string
  readonly table: string
  readonly id: string
  readonly reason: string
}

/** The share of a run's rows that may be quarantined. */
export const QUARANTINE_PERCENT = 1

/** Where the failing row stands. */
export interface QuarantinePlace {
  readonly runId: number
  readonly phase: string
  readonly step: Pick<BackfillStep, 'name' | 'source'>
  /** The key before the row. */
  readonly after: string | null
}

/** Whether an error speaks of a row, not of the server, a lock or the connection. */
export function isRowFault(error: unknown): boolean {
  const state = sqlState(error) ?? ''
  return state.startsWith('22') || state.startsWith('23') || state === 'P0001'
}

/** Keeps the row behind `after` with its reason and leaves it as it is. Returns its key. */
export async function quarantineRow(
  tx: Transaction,
  { runId, phase, step, after }: QuarantinePlace,
  error: unknown,
): Promise<string> {
  const reason = `${error instanceof Error ? error.message : String(error)} (SQLSTATE ${sqlState(error) ?? 'unknown'})`
  const [row] = await tx.unsafe<{ id: string }[]>(
    `insert into valence_migration.quarantined_rows (run_id, phase, step, table_name, row_id, reason, data)
     select $1::bigint, $2::text, $3::text, $4::text, s.id::text, $5::text, to_jsonb(s.*)
     from ${qualified('public', step.source)} as s
     where $6::bigint is null or s.id > $6::bigint
     order by s.id
     limit 1
     on conflict (run_id, phase, step, row_id) do update set reason = excluded.reason, data = excluded.data, quarantined_at = now()
     returning row_id as id`,
    [runId, phase, step.name, step.source, reason, after],
  )
  if (row === undefined) throw error
  return row.id
}

/** @throws MigrationError when more rows are quarantined than a run may leave behind */
export async function requireFewQuarantined(
  sql: Sql,
  runId: number,
  totalRows: number,
): Promise<void> {
  const rows = await readQuarantined(sql, runId)
  if (rows.length === 0 || rows.length * 100 <= totalRows * QUARANTINE_PERCENT) return
  throw new MigrationError(
    `${rows.length} rows could not be taken along, more than ${QUARANTINE_PERCENT} % of ${totalRows}`,
    {
      code: 'VAL-QUARANTINE',
      object: rows
        .slice(0, 5)
        .map((row) => `${row.table} ${row.id}: ${row.reason}`)
        .join('; '),
      hint: 'The rows are as they were. Mend what the reason says, then run the same command again: it takes them along; or migrate:rollback.',
    },
  )
}

/** The rows that a run left behind. */
export async function readQuarantined(sql: Sql, runId: number): Promise<readonly QuarantinedRow[]> {
  return await sql<QuarantinedRow[]>`
    select q.phase, q.step, q.table_name as table, q.row_id as id, q.reason
    from valence_migration.quarantined_rows as q
    where q.run_id = ${runId}
    order by q.phase, q.step, q.id`
}
