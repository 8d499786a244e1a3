import { exitCodes, MigrationError } from '../errors.ts'
import type { BackfillStep, Phase } from '../phase.ts'
import type { Database, Transaction } from '../sql/client.ts'
import { type LockOptions, withLockRetries } from '../sql/with-lock-retries.ts'
import { nextBatchSize } from './batch-size.ts'
import { recordHistory } from './bookkeeping.ts'
import { type Emit, task } from './events.ts'
import type { RunOptions } from './options.ts'

interface Checkpoint {
  readonly cursor: string | null
  readonly rowsDone: number
  readonly isDone: boolean
}

/** Takes one phase from its first DDL to its last check. What is done already is not done again. */
export async function runPhase(
  db: Database,
  runId: number,
  phase: Phase,
  options: RunOptions,
  emit: Emit,
): Promise<void> {
  if (await isPhaseDone(db, runId, phase.id)) return
  await recordHistory(db, { runId, phase: phase.id, action: 'migrate' }, async () => {
    const total = await countRows(db, phase)
    const label = `Phase ${phase.id}  ${phase.summary}`
    const locks = lockOptions(phase.id, options, emit)
    const withLocks = (work: (tx: Transaction) => Promise<void>) => withLockRetries(db, locks, work)
    const rows = await task(emit, { id: phase.id, label, total }, async (progress) => {
      progress(0, 'short locks')
      await withLocks(async (tx) => {
        await phase.expand(tx)
        await tx`select pg_notify('pgrst', 'reload schema')`
      })
      const backfill = { db, runId, phase, options, locks, progress }
      let done = 0
      for (const step of phase.steps) done = await runStep(backfill, step, done)
      progress(done, 'indexes and constraints')
      await withLocks((tx) => phase.restore(tx))
      await phase.complete(db, (statements) =>
        withLocks(async (tx) => void (await tx.unsafe(statements))),
      )
      progress(done, 'checking every row')
      await verifyPhase(db, phase)
      return { result: done, detail: `${done.toLocaleString('en-US')} rows` }
    })
    return { result: undefined, rows }
  })
}

function lockOptions(phase: string, options: RunOptions, emit: Emit): LockOptions {
  return {
    lockTimeoutMs: options.lockTimeoutMs,
    attempts: options.lockAttempts,
    onRetry: (attempt, blockers) =>
      emit({
        kind: 'message',
        severity: 'warning',
        text: `Phase ${phase}: a lock is not free (attempt ${attempt}); ${blockers.join('; ') || 'no long transaction seen'}`,
      }),
  }
}

/** What the batches of a phase share. */
interface Backfill {
  readonly db: Database
  readonly runId: number
  readonly phase: Phase
  readonly options: RunOptions
  readonly locks: LockOptions
  readonly progress: (done: number, detail?: string) => void
}

/** Fills one step to its end, or to where it is stopped. Returns how many rows are done, with `doneBefore`. */
async function runStep(
  backfill: Backfill,
  step: BackfillStep,
  doneBefore: number,
): Promise<number> {
  const { options, progress } = backfill
  let checkpoint = await openCheckpoint(backfill, step)
  let size = Math.min(options.batchSize, 1_000)
  const resumedAt = performance.now()
  const rowsAtStart = checkpoint.rowsDone
  while (!checkpoint.isDone) {
    stopIfAborted(options.signal)
    const startedAt = performance.now()
    checkpoint = await runBatch(backfill, step, checkpoint, size)
    const elapsedMs = performance.now() - startedAt
    size = nextBatchSize({
      size,
      elapsedMs,
      targetMs: options.batchTargetMs,
      limit: options.batchSize,
    })
    const rate = (checkpoint.rowsDone - rowsAtStart) / ((performance.now() - resumedAt) / 1_000)
    progress(
      doneBefore + checkpoint.rowsDone,
      `${step.name}, ${Math.round(rate).toLocaleString('en-US')} rows/s`,
    )
  }
  return doneBefore + checkpoint.rowsDone
}

/**
 * One batch and its checkpoint, committed together: a kill in between loses both or neither. A batch that meets a
 * lock of the application, or a parent that is being deleted, gives way and is done again.
 */
async function runBatch(
  { db, runId, phase, locks }: Backfill,
  step: BackfillStep,
  checkpoint: Checkpoint,
  size: number,
): Promise<Checkpoint> {
  return await withLockRetries(db, { ...locks, alsoRetried: ['23503'] }, async (tx) => {
    const batch = await step.batch(tx, checkpoint.cursor, size)
    const next: Checkpoint =
      batch === null
        ? { ...checkpoint, isDone: true }
        : { cursor: batch.next, rowsDone: checkpoint.rowsDone + batch.rows, isDone: false }
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
  })
}

async function openCheckpoint(
  { db, runId, phase }: Backfill,
  step: BackfillStep,
): Promise<Checkpoint> {
  const total = await step.count(db)
  await db`
    insert into valence_migration.checkpoints (run_id, phase, step)
    values (${runId}, ${phase.id}, ${step.name})
    on conflict (run_id, phase, step) do nothing`
  await db`
    insert into public.migration_progress (run_id, phase, step, rows_total, status)
    values (${runId}, ${phase.id}, ${step.name}, ${total}, 'running')
    on conflict on constraint migration_progress_step_key do nothing`
  const [row] = await db<Checkpoint[]>`
    select cursor, rows_done as "rowsDone", is_done as "isDone"
    from valence_migration.checkpoints
    where run_id = ${runId} and phase = ${phase.id} and step = ${step.name}`
  return row ?? { cursor: null, rowsDone: 0, isDone: false }
}

async function verifyPhase(db: Database, phase: Phase): Promise<void> {
  const failed = (await phase.verify(db)).filter((check) => check.failures > 0)
  if (failed.length === 0) return
  throw new MigrationError(
    `Phase ${phase.id} does not hold: ${failed.map((check) => `${check.name} (${check.failures})`).join('; ')}`,
    {
      code: 'VAL-VERIFY',
      exitCode: exitCodes.failed,
      object: failed
        .flatMap((check) => check.examples)
        .slice(0, 5)
        .join(', '),
      hint: 'The old application still works. Look at the rows named here; then run the same command again, or migrate:rollback.',
    },
  )
}

/** Rows that the phase will read, for progress. */
async function countRows(db: Database, phase: Phase): Promise<number> {
  const { steps } = await phase.plan(db)
  return steps.reduce((sum, step) => sum + step.rows, 0)
}

async function isPhaseDone(db: Database, runId: number, phase: string): Promise<boolean> {
  const [row] = await db<{ found: boolean }[]>`
    select exists (
      select from public.migration_history
      where run_id = ${runId} and phase = ${phase} and action = 'migrate' and status = 'done'
    ) as found`
  return row?.found ?? false
}

function stopIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return
  throw new MigrationError('Interrupted after a finished batch', {
    code: 'VAL-INTERRUPTED',
    exitCode: exitCodes.interrupted,
    hint: 'Both the old and the new names work. Run the same command again to go on, or migrate:rollback.',
  })
}
