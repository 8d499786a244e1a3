import type { OpportunityStage } from '@valence/schema'

export const openStages = [
  'lead',
  'qualified',
  'needs_analysis',
  'proposal',
  'negotiation',
] as const satisfies readonly OpportunityStage[]

/** Whether an opportunity of this stage is still to be won. */
export function isOpen(stage: OpportunityStage): boolean {
  return (openStages as readonly string[]).includes(stage)
}

/** Whether it is decided: won or lost. */
export function isClosed(stage: OpportunityStage): boolean {
  return stage === 'closed_won' || stage === 'closed_lost'
}

/** The stage's colour in either mode. */
export function stageColour(stage: OpportunityStage): string {
  return `var(--v-stage-${stage})`
}

/** Whether the expected day has gone by while the opportunity is still open. */
export function isPastClose(
  stage: OpportunityStage,
  expected: string | null | undefined,
  today: string,
): boolean {
  return isOpen(stage) && expected != null && expected.slice(0, 10) < today
}

const DAY_MS = 86_400_000

/** Whole days from a moment until `now`; null where the moment is not known. */
export function wholeDaysSince(
  moment: string | null | undefined,
  now: number = Date.now(),
): number | null {
  const then = moment ? new Date(moment).getTime() : Number.NaN
  return Number.isNaN(then) ? null : Math.max(0, Math.floor((now - then) / DAY_MS))
}
