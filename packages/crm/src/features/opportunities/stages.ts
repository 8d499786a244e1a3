import type { OpportunityStage } from '@valence/schema'
import { dayOfMoment, daysBetween } from '../../ui/format.ts'

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

/** Days of the reader's calendar from one moment to another; null where the first is not known. */
export function daysFrom(
  moment: string | null | undefined,
  until: string = new Date().toISOString(),
): number | null {
  const [from, to] = [dayOfMoment(moment), dayOfMoment(until)]
  const days = from && to ? daysBetween(from, to) : Number.NaN
  return Number.isNaN(days) ? null : Math.max(0, days)
}
