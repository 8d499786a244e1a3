import { setTimeout as sleep } from 'node:timers/promises'
import { type LockOptions, type Sql, sqlState, type Transaction } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { type BackfillStep, nameOf, type Phase } from '../../phase.ts'
import { recordHistory } from '../books/bookkeeping.ts'
import { type Emit, task } from '../ground/events.ts'
import type { Executor } from '../ground/executor.ts'
import { lockOptions } from '../plan/lock-options.ts'
import { lockTables, type TableLock } from '../plan/lock-tables.ts'
import type { RunOptions } from '../plan/options.ts'
import { nextBatchSize } from './batch-size.ts'
import { isRowFault, quarantineRow, readQuarantined, requireFewQuarantined } from './quarantine.ts'
import { refreshStatistics, unknownColumns } from './refresh-statistics.ts'
import { heedControl } from './run-control.ts'
import type { Throttle } from './throttle.ts'

interface Checkpoint {
  readonly cursor: string | null
  readonly rowsDone: number
  readonly isDone: boolean
}

/** What the phases of a run share. */
export interface PhaseRun {
  readonly executor: Executor
  readonly runId: number
  /** Rows of all backfills together. */
  readonly totalRows: number
  readonly options: RunOptions
  readonly throttle: Throttle
  /** The tables that a phase locks for its DDL, under the names that they have now. */
  locksOf(phase: Phase): Promise<readonly TableLock[]>
  /** The tables that a phase changed or made, under the names that they have now. */
  tablesOf(phase: Phase): Promise<readonly string[]>
  readonly emit: Emit
}

/** Takes one phase from its first DDL to its last check. What is done already is not done again. */
export async function runPhase(run: PhaseRun, phase: Phase): Promise<void> {
  const { executor, runId, options, emit } = run
  if (await isPhaseDone(executor.sql, runId, phase.id)) return
  await recordHistory(executor, { runId, phase: phase.id, action: 'migrate' }, async () => {
    const total = await countRows(executor.sql, phase)
    const label = `${nameOf(phase)}  ${phase.summary}`
    const locks = lockOptions(nameOf(phase), options, emit)
    const rows = await task(emit, { id: phase.id, label, total }, async (progress) => {
      progress(0, 'types and functions')
      await heedControl(executor.sql, runId, { signal: options.signal, emit })
      if (phase.prepare !== undefined) await executor.piece(locks, phase.prepare)
      progress(0, 'short locks')
      const tables = executor.isAtomic ? [] : await run.locksOf(phase)
      await executor.piece(locks, async (tx) => {
        await lockTables(tx, tables, locks.lockTimeoutMs)
        await phase.expand(tx)
        await tx`select pg_notify('pgrst', 'reload schema')`
      })
      progress(0, 'statistics')
      const shaped = await run.tablesOf(phase)
      const added = await unknownColumns(executor.sql, shaped)
      await refreshStatistics(executor, added, emit)
      const batchLocks = {
        ...locks,
        lockTimeoutMs: Math.min(locks.lockTimeoutMs, BATCH_LOCK_TIMEOUT_MS),
      }
      const backfill = { ...run, phase, locks: batchLocks, progress }
      let done = 0
      for (const step of phase.steps) done = await runStep(backfill, step, done)
      progress(done, 'statistics')
      const filled = await unknownColumns(executor.sql, shaped)
      await refreshStatistics(executor, new Set([...added, ...filled]), emit)
      progress(done, 'indexes and constraints')
      await executor.piece(locks, (tx) => phase.restore(tx))
      await phase.complete(executor.finishing(locks))
      progress(done, 'checking every row')
      await verifyPhase(executor.sql, phase)
      return { result: done, detail: `${done.toLocaleString('en-US')} rows` }
    })
    return { result: undefined, rows }
  })
}

/** A batch holds the rows that it has locked while it waits for the next one, so that it does not wait for long. */
const BATCH_LOCK_TIMEOUT_MS = 50

/** What the batches of a phase share. */
interface Backfill extends PhaseRun {
  readonly phase: Phase
  readonly locks: LockOptions
  readonly progress: (done: number, detail?: string) => void
}

/** Fills one step to its end, or to where it is stopped. Returns how many rows are done, with `doneBefore`. */
async function runStep(
  backfill: Backfill,
  step: BackfillStep,
  doneBefore: number,
): Promise<number> {
  const { executor, runId, options, emit, progress } = backfill
  let checkpoint = await openCheckpoint(backfill, step)
  await takeAlongQuarantined(backfill, step)
  let size = Math.min(options.batchSize, 1_000)
  const resumedAt = performance.now()
  const rowsAtStart = checkpoint.rowsDone
  while (!checkpoint.isDone) {
    await backfill.throttle.wait(() =>
      heedControl(executor.sql, runId, { signal: options.signal, emit }),
    )
    const startedAt = performance.now()
    const outcome = await tryBatch(backfill, step, checkpoint, size)
    const elapsedMs = performance.now() - startedAt
    checkpoint = outcome.checkpoint
    size =
      outcome.kind === 'smaller'
        ? outcome.size
        : nextBatchSize({
            size,
            elapsedMs,
            targetMs: options.batchTargetMs,
            limit: options.batchSize,
          })
    if (options.restRatio > 0) await sleep(elapsedMs * options.restRatio)
    const rate = (checkpoint.rowsDone - rowsAtStart) / ((performance.now() - resumedAt) / 1_000)
    progress(
      doneBefore + checkpoint.rowsDone,
      `${step.name}, ${Math.round(rate).toLocaleString('en-US')} rows/s`,
    )
  }
  return doneBefore + checkpoint.rowsDone
}

type BatchOutcome =
  | { readonly kind: 'done'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'smaller'; readonly checkpoint: Checkpoint; readonly size: number }

/** A row that cannot be taken along fails its batch: the batch is halved until the row is alone, and left behind. */
async function tryBatch(
  backfill: Backfill,
  step: BackfillStep,
  checkpoint: Checkpoint,
  size: number,
): Promise<BatchOutcome> {
  try {
    return { kind: 'done', checkpoint: await runBatch(backfill, step, checkpoint, size) }
  } catch (error) {
    if (!isRowFault(error)) throw error
    if (size > 1) return { kind: 'smaller', checkpoint, size: Math.ceil(size / 2) }
    return {
      kind: 'smaller',
      checkpoint: await leaveBehind(backfill, step, checkpoint, error),
      size,
    }
  }
}

const FOREIGN_KEY_VIOLATION = '23503'
const PARENT_ATTEMPTS = 3

/**
 * One batch and its checkpoint, committed together: a kill in between loses both or neither. A batch that meets a lock of
 * the application gives way and is done again, and so does one that meets a parent that is just being deleted.
 */
async function runBatch(
  backfill: Backfill,
  step: BackfillStep,
  checkpoint: Checkpoint,
  size: number,
): Promise<Checkpoint> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await backfill.executor.piece(backfill.locks, async (tx) => {
        const batch = await step.batch(tx, checkpoint.cursor, size)
        return await saveCheckpoint(tx, backfill, step, {
          cursor: batch === null ? checkpoint.cursor : batch.next,
          rowsDone: checkpoint.rowsDone + (batch?.rows ?? 0),
          isDone: batch === null,
        })
      })
    } catch (error) {
      if (sqlState(error) !== FOREIGN_KEY_VIOLATION || attempt === PARENT_ATTEMPTS) throw error
      await sleep(100 * attempt)
    }
  }
}

async function leaveBehind(
  backfill: Backfill,
  step: BackfillStep,
  checkpoint: Checkpoint,
  error: unknown,
): Promise<Checkpoint> {
  const { executor, runId, phase, locks, emit, totalRows } = backfill
  const next = await executor.piece(locks, async (tx) => {
    const place = { runId, phase: phase.id, step, after: checkpoint.cursor }
    const id = await quarantineRow(tx, place, error)
    return await saveCheckpoint(tx, backfill, step, {
      cursor: id,
      rowsDone: checkpoint.rowsDone + 1,
      isDone: false,
    })
  })
  const reason = error instanceof Error ? error.message : String(error)
  emit({
    kind: 'message',
    severity: 'warning',
    text: `${nameOf(phase)}: ${step.source} ${next.cursor} is left as it is: ${reason}`,
  })
  await requireFewQuarantined(executor.sql, runId, totalRows)
  return next
}

/** Rows that an earlier attempt of this run left behind may have been mended since. */
async function takeAlongQuarantined(backfill: Backfill, step: BackfillStep): Promise<void> {
  const { executor, runId, phase, locks } = backfill
  const waiting = (await readQuarantined(executor.sql, runId)).filter(
    (row) => row.phase === phase.id && row.step === step.name,
  )
  for (const { id } of waiting) {
    try {
      await executor.piece(locks, async (tx) => {
        await step.batch(tx, String(BigInt(id) - 1n), 1)
        await tx`
          delete from valence_migration.quarantined_rows
          where run_id = ${runId} and phase = ${phase.id} and step = ${step.name} and row_id = ${id}`
      })
    } catch (error) {
      if (!isRowFault(error)) throw error
    }
  }
}

async function saveCheckpoint(
  tx: Transaction,
  { runId, phase }: Backfill,
  step: BackfillStep,
  next: Checkpoint,
): Promise<Checkpoint> {
  await tx`
    update valence_migration.checkpoints
    set cursor = ${next.cursor}, rows_done = ${next.rowsDone}, is_done = ${next.isDone}
    where run_id = ${runId} and phase = ${phase.id} and step = ${step.name}`
  await tx`
    update public.migration_progress
    set rows_processed = ${next.rowsDone},
        completed_at = case when ${next.isDone} then now() end,
        status = ${next.isDone ? 'done' : 'running'}
    where run_id = ${runId} and phase = ${phase.id} and step = ${step.name}`
  return next
}

async function openCheckpoint(
  { executor: { sql }, runId, phase }: Backfill,
  step: BackfillStep,
): Promise<Checkpoint> {
  const total = await step.count(sql)
  await sql`
    insert into valence_migration.checkpoints (run_id, phase, step)
    values (${runId}, ${phase.id}, ${step.name})
    on conflict (run_id, phase, step) do nothing`
  await sql`
    insert into public.migration_progress (run_id, phase, step, rows_total, status)
    values (${runId}, ${phase.id}, ${step.name}, ${total}, 'running')
    on conflict on constraint migration_progress_step_key do nothing`
  const [row] = await sql<Checkpoint[]>`
    select cursor, rows_done as "rowsDone", is_done as "isDone"
    from valence_migration.checkpoints
    where run_id = ${runId} and phase = ${phase.id} and step = ${step.name}`
  return row ?? { cursor: null, rowsDone: 0, isDone: false }
}

async function verifyPhase(sql: Sql, phase: Phase): Promise<void> {
  const failed = (await phase.verify(sql)).filter((check) => check.failures > 0)
  if (failed.length === 0) return
  throw new MigrationError(
    `${nameOf(phase)} does not hold: ${failed.map((check) => `${check.name} (${check.failures})`).join('; ')}`,
    {
      code: 'VAL-VERIFY',
      object: failed
        .flatMap((check) => check.examples)
        .slice(0, 5)
        .join(', '),
      hint: 'The old application still works. Look at the rows named here; then run the same command again, or migrate:rollback.',
    },
  )
}

/** Rows that the phase will read, for progress. */
async function countRows(sql: Sql, phase: Phase): Promise<number> {
  const { steps } = await phase.plan(sql)
  return steps.reduce((sum, step) => sum + step.rows, 0)
}

async function isPhaseDone(sql: Sql, runId: number, phase: string): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists (
      select from public.migration_history
      where run_id = ${runId} and phase = ${phase} and action = 'migrate' and status = 'done'
    ) as found`
  return row?.found ?? false
}
