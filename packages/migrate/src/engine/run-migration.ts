import path from 'node:path'
import { exitCodes, MigrationError } from '../errors.ts'
import { createPhases } from '../phases/index.ts'
import type { Database } from '../sql/client.ts'
import { openSession } from '../sql/session.ts'
import { withLockRetries } from '../sql/with-lock-retries.ts'
import { createRun, latestRun, openBooks, type Run, setRunState } from './bookkeeping.ts'
import { captureState } from './capture.ts'
import { requireSamePlan, requireSameShape } from './drift.ts'
import { type Emit, task } from './events.ts'
import { appendLog, openLogWhereMissing } from './log.ts'
import { announceApproval, announceLogHead, detailsOf, logOutcome } from './log-run.ts'
import type { RunOptions } from './options.ts'
import { type MigrationPlan, planRun } from './plan.ts'
import { logRefusal, type RunApproval, requireApproval } from './require-approval.ts'
import { withRunLock } from './run-lock.ts'
import { runPhase } from './run-phase.ts'
import { takeProvenBackup } from './take-proven-backup.ts'
import { verifyRun } from './verify-run.ts'
import { readWriteCounts } from './write-counts.ts'

export type MigrationOutcome =
  | { readonly kind: 'migrated'; readonly runId: number; readonly plan: MigrationPlan }
  | { readonly kind: 'already-migrated' }
  | { readonly kind: 'declined' }

/** Asked once, after the plan is known and before anything is written. */
export type Confirm = (plan: MigrationPlan) => Promise<boolean>

/**
 * Migrates a database, or goes on with a run that was interrupted. Every step may be cut off at any point: the same
 * call continues from there.
 * @throws MigrationError for a no-go, a lock that never became free, or a check that fails
 */
export async function runMigration(
  options: RunOptions,
  confirm: Confirm,
  emit: Emit,
): Promise<MigrationOutcome> {
  return await withRunLock(options.databaseUrl, async () => {
    const db = await openSession(options.databaseUrl, {
      max: 1,
      applicationName: 'valence migrate',
    })
    try {
      const run = await latestRun(db)
      if (run?.state === 'migrated') return { kind: 'already-migrated' }
      if (run?.state === 'rolling_back') throw rollbackUnfinished()
      return run?.state === 'running'
        ? await resume(db, run, options, emit)
        : await begin(db, options, confirm, emit)
    } finally {
      await db.end({ timeout: 5 })
    }
  })
}

async function begin(
  db: Database,
  options: RunOptions,
  confirm: Confirm,
  emit: Emit,
): Promise<MigrationOutcome> {
  const planned = await task(emit, { id: 'plan', label: 'Dry run: what will happen' }, async () => {
    const result = await planRun(db, options.stageMap, options.functionMap)
    const detail =
      result.kind === 'plan'
        ? `${result.plan.generation}, ${result.plan.rows.toLocaleString('en-US')} rows to transform`
        : 'already on the new schema'
    return { result, detail }
  })
  if (planned.kind === 'target') return { kind: 'already-migrated' }
  const { plan } = planned
  announce(plan, emit)
  const approval = await logRefusal(db, plan, async () => {
    if (options.earlierPlan !== undefined) requireSamePlan(options.earlierPlan, plan)
    if (plan.verdict.decision === 'no-go') throw noGo(plan)
    return await requireApproval(db, plan, options)
  })
  announceApproval(approval, emit)
  if (!(await confirm(plan))) return { kind: 'declined' }

  const runId = await backUpAndOpen(db, plan, approval, options, emit)
  await runPhases(db, runId, plan, options, emit)
  return { kind: 'migrated', runId, plan }
}

async function resume(
  db: Database,
  run: Run,
  options: RunOptions,
  emit: Emit,
): Promise<MigrationOutcome> {
  emit({
    kind: 'message',
    severity: 'info',
    text: `Going on with run ${run.id}, which was interrupted`,
  })
  await openLogWhereMissing(db)
  await appendLog(db, 'run resumed', run.id, { plan: run.plan.hash })
  await runPhases(db, run.id, run.plan, options, emit)
  return { kind: 'migrated', runId: run.id, plan: run.plan }
}

/** The run exists only once its backup is proven: an interruption before that leaves nothing to resume. */
async function backUpAndOpen(
  db: Database,
  plan: MigrationPlan,
  approval: RunApproval,
  options: RunOptions,
  emit: Emit,
): Promise<number> {
  const counts = await readWriteCounts(db)
  const total = Object.values(plan.counts).reduce((sum, rows) => sum + rows, 0)
  const backup = await takeProvenBackup(
    db,
    { folder: options.backupFolder, total, describe: ({ folder }) => fromHere(folder) },
    emit,
  )
  return await withLockRetries(
    db,
    { lockTimeoutMs: options.lockTimeoutMs, attempts: options.lockAttempts },
    async (tx) => {
      await requireSameShape(tx, plan)
      await openBooks(tx)
      const runId = await createRun(tx, plan, {
        batch_size: options.batchSize,
        lock_timeout_ms: options.lockTimeoutMs,
        backup: backup.folder,
        solo: approval.kind === 'solo',
        approval: approval.kind === 'solo' ? null : approval.approval.id,
      })
      await captureState(tx, runId, backup.manifest, counts)
      await appendLog(tx, 'run started', runId, detailsOf(plan, approval, backup.folder))
      return runId
    },
  )
}

/** A path as people type it: relative where it lies below the current folder. */
function fromHere(file: string): string {
  const relative = path.relative('', file)
  return relative.startsWith('..') ? file : relative
}

async function runPhases(
  db: Database,
  runId: number,
  plan: MigrationPlan,
  options: RunOptions,
  emit: Emit,
): Promise<void> {
  await logOutcome(db, runId, async () => {
    for (const phase of createPhases(plan.context)) await runPhase(db, runId, phase, options, emit)
    await task(emit, { id: 'analyze', label: 'Statistics for the new tables' }, async () => {
      await db.unsafe('analyze')
      return { result: undefined, detail: '' }
    })
    const verification = await verifyRun(db, runId, plan, { compareWithCaptured: true }, emit)
    await appendLog(db, 'run verified', runId, { checks: verification.checks.length, failed: 0 })
    await db.begin(async (tx) => {
      await setRunState(tx, runId, 'migrated')
      await appendLog(tx, 'run finished', runId)
    })
  })
  await announceLogHead(db, emit)
  await db`select pg_notify('pgrst', 'reload schema')`
}

/** Says what stands in the way or is doubtful, and the decision; the rest is in the plan and the report. */
function announce(plan: MigrationPlan, emit: Emit): void {
  for (const finding of plan.findings) {
    if (finding.severity === 'notice') continue
    emit({
      kind: 'message',
      severity: finding.severity === 'blocker' ? 'error' : 'warning',
      text: finding.message,
    })
  }
  const notices = plan.findings.filter((finding) => finding.severity === 'notice').length
  emit({
    kind: 'message',
    severity: 'info',
    text: `Decision: ${plan.verdict.decision} (${plan.verdict.warningPercent.toFixed(2)} % of rows with a warning, ${notices} notices in the report)`,
  })
}

function noGo(plan: MigrationPlan): MigrationError {
  return new MigrationError(`No-go: ${plan.verdict.reasons.join('; ')}`, {
    code: 'VAL-NO-GO',
    exitCode: exitCodes.noGo,
    hint: 'Nothing was changed. migrate:dry-run shows each finding with what to do about it.',
  })
}

function rollbackUnfinished(): MigrationError {
  return new MigrationError('A rollback of this database was interrupted', {
    code: 'VAL-ROLLBACK-UNFINISHED',
    exitCode: exitCodes.failed,
    hint: 'Run migrate:rollback again; it goes on where it stopped. Then migrate again.',
  })
}
