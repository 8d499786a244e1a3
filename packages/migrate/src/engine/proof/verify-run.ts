import { type Database, readSnapshot, type Transaction } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import type { Check } from '../../phase.ts'
import { createPhases } from '../../phases/index.ts'
import { latestRun } from '../books/bookkeeping.ts'
import { type Emit, task } from '../ground/events.ts'
import type { Executor } from '../ground/executor.ts'
import type { MigrationPlan } from '../plan/plan.ts'
import { checkForeignKeys } from './check-foreign-keys.ts'
import { compareAccess } from './compare-access.ts'
import { type CompareOptions, compareCaptured, readHorizon } from './compare-captured.ts'
import { compareOrigins } from './compare-origins.ts'
import { compareTriggers } from './compare-triggers.ts'
import { readSamples, type Sample, sampleCheck } from './samples.ts'

export interface GroupedCheck extends Check {
  readonly group: string
}

export interface Verification {
  readonly isGood: boolean
  readonly checks: readonly GroupedCheck[]
  /** Random records as they were, beside what they became. */
  readonly samples: readonly Sample[]
  /** Seconds that each group of checks took. */
  readonly seconds: Readonly<Record<string, number>>
}

/** What is verified, and against what. */
export interface VerifyTarget {
  readonly runId: number
  readonly plan: MigrationPlan
}

/**
 * Verifies a finished or finishing run and writes the verdict down.
 * @throws MigrationError when something does not hold
 */
export async function verifyRun(
  executor: Executor,
  target: VerifyTarget,
  emit: Emit,
): Promise<Verification> {
  const { sql } = executor
  const verification = await task(
    emit,
    { id: 'verify', label: 'Every row compared with its state before' },
    async () => {
      const result = await executor.read((tx) => check(tx, target, { isStrict: false }))
      const failed = result.checks.filter((found) => found.failures > 0).length
      return {
        result,
        detail: failed === 0 ? `${result.checks.length} checks hold` : `${failed} checks fail`,
      }
    },
  )
  await sql`
    insert into valence_migration.verdicts (run_id, is_good, checks, samples, seconds)
    values (${target.runId}, ${verification.isGood}, ${sql.json(verification.checks as never)},
      ${sql.json(verification.samples as never)}, ${sql.json(verification.seconds)})`
  if (!verification.isGood) throw failure(verification)
  return verification
}

/** Checks a migrated database at any time, in a READ ONLY transaction. Rows may have been written since. */
export async function verifyNow(
  db: Database,
  options: CompareOptions,
): Promise<Verification & { readonly runId: number }> {
  return await readSnapshot(db, (tx) => checkInside(tx, options))
}

/** The same inside a transaction, whose own writes it sees. */
export async function checkInside(
  tx: Transaction,
  options: CompareOptions,
): Promise<Verification & { readonly runId: number }> {
  const run = await latestRun(tx)
  if (run === null || (run.state !== 'migrated' && run.state !== 'running')) {
    throw new MigrationError('This database is not migrated', {
      code: 'VAL-NOT-MIGRATED',
      hint: 'Run migrate:production first.',
    })
  }
  if (run.graceEndedAt !== null) {
    throw new MigrationError(
      `The grace period ended at ${run.graceEndedAt.toISOString()}: there is no old shape to compare with`,
      {
        code: 'VAL-GRACE-ENDED',
        hint: 'migrate:report shows what was verified before.',
      },
    )
  }
  return { ...(await check(tx, { runId: run.id, plan: run.plan }, options)), runId: run.id }
}

async function check(
  sql: Transaction,
  { runId, plan }: VerifyTarget,
  options: CompareOptions,
): Promise<Verification> {
  const horizon = await readHorizon(sql, runId)
  const samples = horizon === null ? [] : await readSamples(sql, runId, plan.context, horizon)
  const groups: readonly { readonly name: string; run(): Promise<readonly Check[]> }[] = [
    ...createPhases(plan.context).map((phase) => ({
      name: `phase ${phase.id}`,
      run: () => phase.verify(sql),
    })),
    { name: 'old names', run: () => compareCaptured(sql, runId, plan.context, options) },
    { name: 'foreign keys', run: () => checkForeignKeys(sql, plan.context) },
    { name: 'triggers', run: () => compareTriggers(sql, runId) },
    { name: 'values of before', run: () => compareOrigins(sql, runId) },
    {
      name: 'samples',
      run: async () => (samples.length === 0 ? [] : [sampleCheck(samples, options)]),
    },
    { name: 'access', run: () => compareAccess(sql, runId, plan.context) },
  ]
  const checks: GroupedCheck[] = []
  const seconds: Record<string, number> = {}
  for (const { name, run } of groups) {
    const startedAt = performance.now()
    for (const found of await run()) checks.push({ ...found, group: name })
    seconds[name] = (performance.now() - startedAt) / 1_000
  }
  return { isGood: checks.every((found) => found.failures === 0), checks, samples, seconds }
}

function failure(verification: Verification): MigrationError {
  const failed = verification.checks.filter((found) => found.failures > 0)
  return new MigrationError(
    `Verification failed: ${failed.map((found) => found.name).join('; ')}`,
    {
      code: 'VAL-VERIFY',
      object: failed
        .flatMap((found) => found.examples)
        .slice(0, 5)
        .join(', '),
      hint: 'The old application still works and nothing is lost: the backup is proven. Roll back with migrate:rollback, or look at the rows named here and run the same command again.',
    },
  )
}
