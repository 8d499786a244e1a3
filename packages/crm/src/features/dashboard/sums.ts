import { type OpportunityStage, opportunityStages } from '@valence/schema'
import type { Pipeline, StageTotals } from '../../providers/types.ts'

const CLOSED: readonly OpportunityStage[] = ['closed_won', 'closed_lost']

/** Stages that still may bring something, in their order. */
export const liveStages = opportunityStages.filter((stage) => !CLOSED.includes(stage))

/** The stages' figures added up. */
export function sumOf(pipeline: Pipeline, stages: readonly OpportunityStage[]): StageTotals {
  return stages.reduce<StageTotals>(
    (sum, stage) => ({
      count: sum.count + pipeline.stages[stage].count,
      amount: sum.amount + pipeline.stages[stage].amount,
      weighted: sum.weighted + pipeline.stages[stage].weighted,
    }),
    { count: 0, amount: 0, weighted: 0 },
  )
}

/** Won of all closed ones, 0 to 1; null while none is closed. */
export function winRate(pipeline: Pipeline): number | null {
  const won = pipeline.stages.closed_won.count
  const closed = won + pipeline.stages.closed_lost.count
  return closed === 0 ? null : won / closed
}
