import { connect, type Database } from '@valence/db'
import type { Phase } from '../../phase.ts'
import { createPhases } from '../../phases/index.ts'
import { createRun, openBooks } from '../books/bookkeeping.ts'
import { onlineExecutor } from '../ground/executor.ts'
import { lockOptions } from '../plan/lock-options.ts'
import { tablesOfPhase } from '../plan/lock-tables.ts'
import { defaultRunOptions, type RunOptions } from '../plan/options.ts'
import { planRun } from '../plan/plan.ts'
import { runPhase } from './run-phase.ts'
import { noThrottle } from './throttle.ts'

/** Options of a run as the tests use them: no backup folder is touched, no one is asked, nothing stops it. */
export function testOptions(databaseUrl: string, changes: Partial<RunOptions> = {}): RunOptions {
  return {
    ...defaultRunOptions,
    databaseUrl,
    isSolo: true,
    signal: new AbortController().signal,
    ...changes,
  }
}

/** A migration that stops after each phase, so that a test can look in between. */
export interface Stepwise {
  readonly phases: readonly Phase[]
  apply(phase: Phase): Promise<void>
  rollBack(phase: Phase): Promise<void>
  close(): Promise<void>
}

export async function stepwise(databaseUrl: string): Promise<Stepwise> {
  const db: Database = connect(databaseUrl, { max: 2 })
  const planned = await planRun(db, {})
  if (planned.kind === 'target') throw new Error('the fixture is migrated already')
  const { plan } = planned
  const runId = await db.begin(async (tx) => {
    await openBooks(tx)
    return await createRun(tx, plan, {})
  })
  return {
    phases: createPhases(plan.context),
    apply: async (phase) => {
      // A phase that a test rolled back is not done, whatever the books say.
      await db`delete from public.migration_history where run_id = ${runId} and phase = ${phase.id}`
      await db`delete from valence_migration.checkpoints where run_id = ${runId} and phase = ${phase.id}`
      await runPhase(
        {
          executor: onlineExecutor(db),
          runId,
          totalRows: plan.rows,
          options: testOptions(databaseUrl),
          throttle: noThrottle,
          locksOf: async () => [],
          tablesOf: ({ id }) => tablesOfPhase(db, plan, id),
          emit: () => {},
        },
        phase,
      )
    },
    rollBack: async (phase) => {
      const work = onlineExecutor(db).finishing(
        lockOptions('Phase back', testOptions(databaseUrl), () => {}),
      )
      await phase.prepareRollback?.(work)
      await db.begin((tx) => phase.rollback(tx))
      await phase.finishRollback?.(work)
    },
    close: () => db.end({ timeout: 5 }),
  }
}
