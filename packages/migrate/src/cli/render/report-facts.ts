import type { Report } from '../../engine/run/report.ts'
import { duration } from './text.ts'

const STATES = {
  running: 'interrupted: run migrate:production again to go on',
  migrated: 'migrated',
  rolling_back: 'rollback interrupted: run migrate:rollback again',
  rolled_back: 'rolled back: the old schema is in place',
} as const

export interface Fact {
  readonly label: string
  readonly text: string
  /** A hash or a path, set in a fixed width. */
  readonly code?: string
}

/** What there is to know of a run at a glance, in the order in which it is asked. */
export function reportFacts(report: Report): readonly Fact[] {
  const took = report.seconds === null ? '' : ` (${duration(report.seconds * 1_000)})`
  const completed =
    report.completedAt === null ? '' : `, completed ${time(report.completedAt)}${took}`
  return [
    { label: 'State', text: STATES[report.state] },
    { label: 'Run', text: `${report.runId}, started ${time(report.startedAt)}${completed}` },
    {
      label: 'Plan',
      text: `from generation ${report.plan.generation}`,
      code: report.plan.hash.slice(0, 16),
    },
    { label: 'Approval', text: approvalText(report.approval) },
    ...(report.state === 'migrated' && report.rollbackUntil !== null
      ? [{ label: 'Can be rolled back until', text: time(report.rollbackUntil) }]
      : []),
    ...(report.backup === null
      ? []
      : [
          {
            label: 'Backup',
            text: 'restored and compared before the first write',
            code: report.backup,
          },
        ]),
    ...(report.logHead === null
      ? []
      : [
          {
            label: 'Log',
            text: `${report.logHead.seq} entries, the last has the hash`,
            code: report.logHead.hash,
          },
        ]),
  ]
}

function approvalText(approval: Report['approval']): string {
  if (approval === null) return "run without a second person's approval, on the operator's word"
  const through = approval.administrator === null ? '' : ` (through ${approval.by})`
  const comment = approval.comment === null ? '' : `: "${approval.comment}"`
  return `by ${approval.administrator ?? approval.by}${through}, ${time(approval.at)}${comment}`
}

function time(date: Date): string {
  return `${new Date(date).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
