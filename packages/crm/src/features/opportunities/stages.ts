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
