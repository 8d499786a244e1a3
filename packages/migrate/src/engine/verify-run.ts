import { exitCodes, MigrationError } from '../errors.ts'
import type { Check } from '../phase.ts'
import { createPhases } from '../phases/index.ts'
import type { Database } from '../sql/client.ts'
import { latestRun } from './bookkeeping.ts'
import { verifyCapturedState } from './capture.ts'
import { type Emit, task } from './events.ts'
import type { MigrationPlan } from './plan.ts'

export interface Verification {
  readonly isGood: boolean
  readonly checks: readonly (Check & { readonly group: string })[]
}

/**
 * Verifies a finished or finishing run and writes the verdict down.
 * @throws MigrationError when something does not hold
 */
export async function verifyRun(
  db: Database,
  runId: number,
  plan: MigrationPlan,
  options: { readonly compareWithCaptured: boolean },
  emit: Emit,
): Promise<Verification> {
  const verification = await task(
    emit,
    { id: 'verify', label: 'Every row compared with its state before' },
    async () => {
      const result = await check(db, runId, plan, options.compareWithCaptured)
      const failed = result.checks.filter((found) => found.failures > 0).length
      return {
        result,
        detail: failed === 0 ? `${result.checks.length} checks hold` : `${failed} checks fail`,
      }
    },
  )
  await db`
    insert into valence_migration.verdicts (run_id, is_good, checks)
    values (${runId}, ${verification.isGood}, ${db.json(verification.checks as never)})`
  if (!verification.isGood) throw failure(verification)
  return verification
}

/**
 * Checks a migrated database at any later time, in a READ ONLY transaction. Rows may have changed since, so the
 * state of then is compared only where `compareWithCaptured` asks for it.
 */
export async function verifyNow(db: Database): Promise<Verification & { readonly runId: number }> {
  const run = await latestRun(db)
  if (run === null || (run.state !== 'migrated' && run.state !== 'running')) {
    throw new MigrationError('This database is not migrated', {
      code: 'VAL-NOT-MIGRATED',
      exitCode: exitCodes.usage,
      hint: 'Run migrate:production first.',
    })
  }
  const verification = (await db.begin(
    'isolation level repeatable read read only',
    (tx) => check(tx as unknown as Database, run.id, run.plan, false), // both run the same queries
  )) as Verification
  return { ...verification, runId: run.id }
}

async function check(
  db: Database,
  runId: number,
  plan: MigrationPlan,
  compareWithCaptured: boolean,
): Promise<Verification> {
  const checks: (Check & { group: string })[] = []
  for (const phase of createPhases(plan.context)) {
    for (const found of await phase.verify(db))
      checks.push({ ...found, group: `phase ${phase.id}` })
  }
  if (compareWithCaptured) {
    for (const found of await verifyCapturedState(db, runId, plan.context))
      checks.push({ ...found, group: 'old names' })
  }
  return { isGood: checks.every((found) => found.failures === 0), checks }
}

function failure(verification: Verification): MigrationError {
  const failed = verification.checks.filter((found) => found.failures > 0)
  return new MigrationError(
    `Verification failed: ${failed.map((found) => found.name).join('; ')}`,
    {
      code: 'VAL-VERIFY',
      exitCode: exitCodes.failed,
      object: failed
        .flatMap((found) => found.examples)
        .slice(0, 5)
        .join(', '),
      hint: 'The old application still works and nothing is lost: the backup is proven. Roll back with migrate:rollback, or look at the rows named here and run the same command again.',
    },
  )
}
