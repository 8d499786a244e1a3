import { type Database, exitCodes, OperatorError, type Sql } from '@valence/db'
import type { Emit } from './events.ts'
import { appendLogIfPossible, type LogDetails, readLogHead } from './log.ts'
import type { MigrationPlan } from './plan.ts'
import { type RunApproval, who } from './require-approval.ts'

/** What the log says of the start of a run. */
export function detailsOf(plan: MigrationPlan, approval: RunApproval, backup: string): LogDetails {
  return {
    plan: plan.hash,
    generation: plan.generation,
    backup,
    solo: approval.kind === 'solo',
    approval: approval.kind === 'solo' ? null : approval.approval.id,
    approvedBy: approval.kind === 'solo' ? null : who(approval.approval),
  }
}

/** Writes down what a run ended on, where it did not end well. */
export async function logOutcome(
  db: Database,
  runId: number,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const isInterrupted = error instanceof OperatorError && error.exitCode === exitCodes.interrupted
    await appendLogIfPossible(db, isInterrupted ? 'run interrupted' : 'run failed', runId, {
      code: error instanceof OperatorError ? error.code : null,
      error: error instanceof Error ? error.message : String(error),
    })
    throw error
  }
}

/** Says on whose word the run goes ahead. */
export function announceApproval(approval: RunApproval, emit: Emit): void {
  emit({
    kind: 'message',
    severity: 'info',
    text:
      approval.kind === 'solo'
        ? "Without a second person's approval, on the operator's word (--solo); written down with the run"
        : `Approved by ${who(approval.approval)}, ${approval.approval.at.toISOString().slice(0, 16)}`,
  })
}

/** Says where the log ends, on the screen and in the log file: what is cut off later can be found by it. */
export async function announceLogHead(sql: Sql, emit: Emit): Promise<void> {
  const head = await readLogHead(sql)
  if (head === null) return
  emit({
    kind: 'message',
    severity: 'info',
    text: `Log of who did what: ${head.seq} entries, the last has the hash ${head.hash}`,
  })
}
