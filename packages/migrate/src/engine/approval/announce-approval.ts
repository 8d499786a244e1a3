import type { LogDetails } from '../books/log.ts'
import type { Emit } from '../ground/events.ts'
import type { MigrationPlan } from '../plan/plan.ts'
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
