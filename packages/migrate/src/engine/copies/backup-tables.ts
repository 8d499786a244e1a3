import {
  type Database,
  ident,
  isTable,
  type LockOptions,
  qualified,
  type Transaction,
  withLockRetries,
} from '@valence/db'
import { MigrationError } from '../../errors.ts'
import type { PhaseContext } from '../../phase.ts'
import { changedTables } from '../../phases/index.ts'
import { type Bucket, checksums, compareChecksums } from '../../sql/catalog/checksums.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { readBackupTables } from '../books/read-backup-tables.ts'
import { type Emit, task } from '../ground/events.ts'
import { type Captured, compareUntouched, findCaptured } from '../proof/compare-captured.ts'

/**
 * Copies each table that the run will change, a short transaction each, and compares the copy with the state that the backup
 * was proven for. A copy and its line in the book are committed together, so a run that was killed goes on with what is
 * missing; what is there is not made again.
 * @throws MigrationError when a copy does not read the same and nobody wrote meanwhile
 */
export async function makeBackupTables(
  db: Database,
  run: { readonly id: number; readonly context: PhaseContext },
  locks: LockOptions,
  emit: Emit,
): Promise<void> {
  const made = await readBackupTables(db, run.id)
  const sources = changedTables(run.context).filter(
    (source) => !made.some((table) => table.source === source),
  )
  if (sources.length === 0) return
  const label = 'Backup tables of what is changed'
  await task(emit, { id: 'backup-tables', label }, async (progress) => {
    let rows = 0
    for (const source of sources) {
      // A phase that ran already has changed it: there is nothing of before to copy.
      if (!(await isTable(db, source))) continue
      const copied = await copyTable(db, run.id, source, locks)
      rows += copied.rows
      progress(rows, source)
      if (copied.meanwhile !== undefined) {
        emit({
          kind: 'message',
          severity: 'info',
          text: `${source}: the application wrote to it since the backup (${copied.meanwhile}); the backup table has it as it is now`,
        })
      }
    }
    const text = `${sources.length} tables, ${rows.toLocaleString('en-US')} rows`
    return { result: undefined, detail: text }
  })
}

interface Copied {
  readonly rows: number
  /** What the application did to the table since the backup. */
  readonly meanwhile: string | undefined
}

async function copyTable(
  db: Database,
  runId: number,
  source: string,
  locks: LockOptions,
): Promise<Copied> {
  const captured = await findCaptured(db, runId, source)
  if (captured === null) throw notTheSame(source, 'its state was not captured')
  return await withLockRetries(db, { ...locks, isolation: 'repeatable read' }, async (tx) => {
    // The copy and both comparisons see every row of this one snapshot.
    await tx`set local row_security = off`
    const name = await nameOfCopy(tx, runId, source)
    const columns = captured.columns.map(ident)
    await tx.unsafe(
      `create table ${qualified(OWN_SCHEMA, name)} as select ${columns.join(', ')} from only ${qualified('public', source)}`,
    )
    const copy = await checksums(tx, { ...captured, schema: OWN_SCHEMA, name })
    const meanwhile = await requireSame(tx, runId, captured, copy)
    const rows = copy.reduce((sum, bucket) => sum + bucket.rows, 0)
    await tx`
      insert into valence_migration.backup_tables (run_id, table_name, source, rows)
      values (${runId}, ${name}, ${source}, ${rows})`
    return { rows, meanwhile }
  })
}

/** A copy that differs from the captured state has to equal the table, and the application has to have written to it. */
async function requireSame(
  tx: Transaction,
  runId: number,
  captured: Captured,
  copy: readonly Bucket[],
): Promise<string | undefined> {
  if (compareChecksums(captured.buckets, copy).length === 0) return undefined
  const now = await checksums(tx, { ...captured, schema: 'public' })
  if (compareChecksums(now, copy).length > 0) {
    throw notTheSame(captured.name, 'its copy does not read the same')
  }
  const check = await compareUntouched(tx, runId, captured)
  if (check.failures === 0) return check.detail
  throw notTheSame(
    captured.name,
    'it does not read as when the backup was taken, and nobody wrote to it',
  )
}

/** All copies of a run carry one stamp: when the run began, in UTC. */
async function nameOfCopy(tx: Transaction, runId: number, source: string): Promise<string> {
  const [run] = await tx<{ stamp: string }[]>`
    select to_char(r.started_at at time zone 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') as stamp
    from valence_migration.runs as r
    where r.id = ${runId}`
  return `backup_${source}_${run?.stamp ?? runId}`
}

function notTheSame(table: string, why: string): MigrationError {
  return new MigrationError(`No backup table of ${table} could be made: ${why}`, {
    code: 'VAL-BACKUP',
    object: table,
    hint: 'No table of the application was changed. Run migrate:rollback to close this run, look at the table, then migrate again.',
  })
}
