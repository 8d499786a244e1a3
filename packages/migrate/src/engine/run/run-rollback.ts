import { type Database, exitCodes, withLockRetries } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { nameOf } from '../../phase.ts'
import { createPhases } from '../../phases/index.ts'
import { type Parked, readParked } from '../../phases/parked.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import {
  closeBooks,
  latestRun,
  type Run,
  recordHistory,
  setRunState,
} from '../books/bookkeeping.ts'
import { appendLog, openLogWhereMissing } from '../books/log.ts'
import { announceLogHead } from '../books/log-outcome.ts'
import { requireRunLock, withRunLock } from '../books/run-lock.ts'
import { type Emit, task } from '../ground/events.ts'
import { onlineExecutor } from '../ground/executor.ts'
import { lockOptions } from '../plan/lock-options.ts'
import { locksForRollback, lockTables } from '../plan/lock-tables.ts'
import { ROLLBACK_WINDOW_HOURS, type RunOptions } from '../plan/options.ts'
import { requireCurrentSchema } from '../upgrade/plan-upgrade.ts'

export type RollbackOutcome =
  | { readonly kind: 'rolled-back'; readonly runId: number; readonly parked: readonly Parked[] }
  | { readonly kind: 'declined' }

/**
 * Gives the old schema back, with every write made since. What the old shape cannot hold is parked, listed, and
 * comes back with the next migration. Works from a half-done run too.
 * @throws MigrationError with exit code 4 when the window is over, by the server's clock
 */
export async function runRollback(
  options: Pick<RunOptions, 'databaseUrl' | 'lockTimeoutMs' | 'lockAttempts'>,
  confirm: (run: Run) => Promise<boolean>,
  emit: Emit,
): Promise<RollbackOutcome> {
  return await withRunLock(options.databaseUrl, emit, async (lockLost) => {
    const db = await openOwnSession(options.databaseUrl, {
      max: 2,
      applicationName: 'valence rollback',
    })
    try {
      const run = await runToRollBack(db)
      if (run.state === 'migrated') await requireCurrentSchema(db)
      if (!(await confirm(run))) return { kind: 'declined' }
      requireRunLock(lockLost)
      await openLogWhereMissing(db)
      await db.begin(async (tx) => {
        await setRunState(tx, run.id, 'rolling_back')
        await appendLog(tx, 'rollback started', run.id, { from: run.state })
      })
      for (const phase of createPhases(run.context).toReversed()) {
        requireRunLock(lockLost)
        const label = `${nameOf(phase)} back`
        await task(emit, { id: `rollback-${phase.id}`, label }, async () => {
          await recordHistory(
            onlineExecutor(db),
            { runId: run.id, phase: phase.id, action: 'rollback' },
            async () => {
              const locks = lockOptions(label, options, emit)
              const work = onlineExecutor(db).finishing(locks)
              await phase.prepareRollback?.(work)
              const tables = await locksForRollback(db, run.plan, phase.id)
              await withLockRetries(db, locks, async (tx) => {
                await lockTables(tx, tables, options.lockTimeoutMs)
                await phase.rollback(tx)
                await tx`select pg_notify('pgrst', 'reload schema')`
              })
              await phase.finishRollback?.(work)
              return { result: undefined, rows: 0 }
            },
          )
          return { result: undefined, detail: '' }
        })
      }
      requireRunLock(lockLost)
      await withLockRetries(db, lockOptions('The books', options, emit), async (tx) => {
        await setRunState(tx, run.id, 'rolled_back')
        await closeBooks(tx)
        await appendLog(tx, 'rollback finished', run.id)
        await tx`select pg_notify('pgrst', 'reload schema')`
      })
      await announceLogHead(db, emit)
      return { kind: 'rolled-back', runId: run.id, parked: await readParked(db) }
    } finally {
      await db.end({ timeout: 5 })
    }
  })
}

async function runToRollBack(db: Database): Promise<Run> {
  const run = await latestRun(db)
  if (run === null || run.state === 'rolled_back') {
    throw new MigrationError('There is no migration to roll back', {
      code: 'VAL-NOT-MIGRATED',
      hint: 'The database has its old schema.',
    })
  }
  if (run.graceEndedAt !== null) {
    throw new MigrationError(
      `The grace period was ended at ${run.graceEndedAt.toISOString()}: the old names and what they needed are gone`,
      {
        code: 'VAL-GRACE-ENDED',
        exitCode: exitCodes.windowOver,
        hint: 'There is no way back from there. The backup that was taken before the migration is still there.',
      },
    )
  }
  const [window] = await db<{ isOver: boolean; endedAt: Date }[]>`
    select
      r.state = 'migrated' and now() > r.completed_at + make_interval(hours => ${ROLLBACK_WINDOW_HOURS}) as "isOver",
      r.completed_at + make_interval(hours => ${ROLLBACK_WINDOW_HOURS}) as "endedAt"
    from valence_migration.runs as r
    where r.id = ${run.id}`
  if (window?.isOver === true) {
    throw new MigrationError(`The rollback window ended at ${window.endedAt.toISOString()}`, {
      code: 'VAL-WINDOW-OVER',
      hint: `A rollback is possible for ${ROLLBACK_WINDOW_HOURS} hours after the migration. The backup that was taken before it is still there.`,
    })
  }
  return run
}
