import path from 'node:path'
import {
  type Database,
  heartbeatLimits,
  isTable,
  qualified,
  readSnapshot,
  withHeartbeat,
  withLockRetries,
} from '@valence/db'
import { MigrationError } from '../../errors.ts'
import type { Phase, PhaseContext } from '../../phase.ts'
import { createPhases } from '../../phases/index.ts'
import { readAccess } from '../../sql/catalog/read-access.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { announceApproval, detailsOf } from '../approval/announce-approval.ts'
import { logRefusal, type RunApproval, requireApproval } from '../approval/require-approval.ts'
import { createRun, latestRun, openBooks, type Run, setRunState } from '../books/bookkeeping.ts'
import { appendLog, openLogWhereMissing } from '../books/log.ts'
import { announceLogHead, logOutcome } from '../books/log-outcome.ts'
import { requireRunLock, withRunLock } from '../books/run-lock.ts'
import { makeBackupTables } from '../copies/backup-tables.ts'
import { takeProvenBackup } from '../copies/take-proven-backup.ts'
import { noteOldUse } from '../grace/old-use.ts'
import { type Emit, task } from '../ground/events.ts'
import { atomicExecutor, type Executor, onlineExecutor } from '../ground/executor.ts'
import { requireSamePlan, requireSameShape } from '../plan/drift.ts'
import { lockOptions } from '../plan/lock-options.ts'
import { locksForExpand, tablesOfPhase } from '../plan/lock-tables.ts'
import type { RunOptions } from '../plan/options.ts'
import { type MigrationPlan, planRun } from '../plan/plan.ts'
import { captureState } from '../proof/capture.ts'
import { readCaptureMoment } from '../proof/capture-moment.ts'
import { captureAccess } from '../proof/compare-access.ts'
import { captureTriggers } from '../proof/compare-triggers.ts'
import { type VerifyTarget, verifyRun } from '../proof/verify-run.ts'
import { allTables, refreshStatistics } from './refresh-statistics.ts'
import { clearControl } from './run-control.ts'
import { runPhase } from './run-phase.ts'
import { noThrottle, openThrottle } from './throttle.ts'

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
  given: RunOptions,
  confirm: Confirm,
  emit: Emit,
): Promise<MigrationOutcome> {
  return await withRunLock(given.databaseUrl, emit, async (lockLost) => {
    const options = { ...given, signal: AbortSignal.any([given.signal, lockLost]) }
    const db = await openOwnSession(options.databaseUrl, {
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
    if (options.isAtomic && plan.rows > options.atomicRows) {
      throw tooLargeForOne(plan.rows, options.atomicRows)
    }
    return await requireApproval(db, plan, options)
  })
  announceApproval(approval, emit)
  if (!(await confirm(plan))) return { kind: 'declined' }

  const runId = await watched(db, options, () => backUpAndOpen(db, plan, approval, options, emit), {
    mayBeIdle: true,
  })
  await watched(db, options, () => runPhases(db, { runId, plan }, options, emit))
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
  await watched(db, options, () => runPhases(db, { runId: run.id, plan: run.plan }, options, emit))
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
  const moment = await readCaptureMoment(db)
  const access = await readSnapshot(db, readAccess)
  const total = Object.values(plan.counts).reduce((sum, rows) => sum + rows, 0)
  const backup = await takeProvenBackup(
    db,
    {
      folder: options.backupFolder,
      url: options.databaseUrl,
      total,
      describe: ({ folder }) => fromHere(folder),
    },
    emit,
  )
  requireRunLock(options.signal)
  return await withLockRetries(db, lockOptions('The books', options, emit), async (tx) => {
    await requireSameShape(tx, plan)
    await openBooks(tx)
    const runId = await createRun(tx, plan, {
      batch_size: options.batchSize,
      lock_timeout_ms: options.lockTimeoutMs,
      backup: backup.folder,
      solo: approval.kind === 'solo',
      approval: approval.kind === 'solo' ? null : approval.approval.id,
      atomic: options.isAtomic,
    })
    await captureState(tx, runId, backup.manifest, moment)
    await captureAccess(tx, runId, access)
    await captureTriggers(tx, runId)
    await appendLog(tx, 'run started', runId, detailsOf(plan, approval, backup.folder))
    return runId
  })
}

/** A path as people type it: relative where it lies below the current folder. */
function fromHere(file: string): string {
  const relative = path.relative('', file)
  return relative.startsWith('..') ? file : relative
}

/** While phases run, their session is never idle for long; during a backup by pg_dump it may be. */
function watched<Result>(
  db: Database,
  options: RunOptions,
  work: () => Promise<Result>,
  { mayBeIdle } = { mayBeIdle: false },
): Promise<Result> {
  const limits = { ...(options.heartbeat ?? heartbeatLimits), mayBeIdle }
  return withHeartbeat(db, options.databaseUrl, limits, work)
}

async function runPhases(
  db: Database,
  target: VerifyTarget,
  options: RunOptions,
  emit: Emit,
): Promise<void> {
  await clearControl(db, target.runId)
  await makeBackupTables(
    db,
    { id: target.runId, context: target.plan.context },
    lockOptions('Backup tables', options, emit),
    emit,
  )
  await logOutcome(db, target.runId, () =>
    options.isAtomic
      ? finishAtOnce(db, target, options, emit)
      : finishRun(onlineExecutor(db), target, options, emit),
  )
  await announceLogHead(db, emit)
}

async function finishAtOnce(
  db: Database,
  target: VerifyTarget,
  options: RunOptions,
  emit: Emit,
): Promise<void> {
  const tables = await tablesToLock(db, target.plan.context)
  await withLockRetries(db, lockOptions('All phases', options, emit), async (tx) => {
    // All locks at once and in one order: whoever gets them all waits for no one afterwards.
    await tx.unsafe(`lock table ${tables.join(', ')} in access exclusive mode`)
    await finishRun(atomicExecutor(tx), target, options, emit)
  })
}

/** What is left of a run, from its first unfinished phase to the verdict. */
async function finishRun(
  executor: Executor,
  target: VerifyTarget,
  options: RunOptions,
  emit: Emit,
): Promise<void> {
  const { runId, plan } = target
  const run = {
    executor,
    runId,
    totalRows: plan.rows,
    options,
    throttle: executor.isAtomic ? noThrottle : await openThrottle(executor, options, emit),
    locksOf: (phase: Phase) => locksForExpand(executor.sql, plan, phase.id),
    tablesOf: (phase: Phase) => tablesOfPhase(executor.sql, plan, phase.id),
    emit,
  }
  for (const phase of createPhases(plan.context)) {
    if (executor.isAtomic) await executor.piece(NO_LOCKS, () => runPhase(run, phase))
    else await runPhase(run, phase)
  }
  requireRunLock(options.signal)
  await task(emit, { id: 'analyze', label: 'Statistics for the new tables' }, async () => {
    await refreshStatistics(executor, await allTables(executor.sql), emit)
    return { result: undefined, detail: '' }
  })
  const verification = await verifyRun(executor, target, emit)
  const { sql, together } = executor
  requireRunLock(options.signal)
  await appendLog(sql, 'run verified', runId, { checks: verification.checks.length, failed: 0 })
  await together(async (tx) => {
    await setRunState(tx, runId, 'migrated')
    await noteOldUse(tx)
    await appendLog(tx, 'run finished', runId)
    await tx`select pg_notify('pgrst', 'reload schema')`
  })
}

/** In an atomic run nothing waits for a lock any more. */
const NO_LOCKS = { lockTimeoutMs: 0, attempts: 1 }

/** Tables of the installation that the phases lock, under the names they have now, in the order of the plan. */
async function tablesToLock(db: Database, context: PhaseContext): Promise<readonly string[]> {
  const tables: string[] = []
  for (const phase of createPhases(context)) {
    for (const { table } of (await phase.plan(db)).locks) {
      const name = context.physical[table]?.table ?? table
      const current = (await isTable(db, name)) ? name : table
      if (!tables.includes(current) && (await isTable(db, current))) tables.push(current)
    }
  }
  return tables.map((table) => qualified('public', table))
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
    hint: 'Nothing was changed. migrate:dry-run shows each finding with what to do about it.',
  })
}

function tooLargeForOne(rows: number, most: number): MigrationError {
  return new MigrationError(
    `${rows.toLocaleString('en-US')} rows are too many for one transaction, which takes ${most.toLocaleString('en-US')} at most`,
    {
      code: 'VAL-ATOMIC',
      hint: 'Nothing was changed. Run it without --atomic: it works while people do, and goes on where it stopped.',
    },
  )
}

function rollbackUnfinished(): MigrationError {
  return new MigrationError('A rollback of this database was interrupted', {
    code: 'VAL-ROLLBACK-UNFINISHED',
    hint: 'Run migrate:rollback again; it goes on where it stopped. Then migrate again.',
  })
}
