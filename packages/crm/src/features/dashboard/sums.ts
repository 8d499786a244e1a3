import { type OpportunityStage, opportunityStages } from '@valence/schema'
import type { ClosedMonth, Pipeline, StageTotals } from '../../providers/types.ts'

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

/** What was closed in some months. */
export type ClosedSums = Omit<ClosedMonth, 'month'>

/** The figures of these months (their first days) added up. */
export function sumOfClosed(
  figures: readonly ClosedMonth[],
  months: readonly string[],
): ClosedSums {
  return figures
    .filter(({ month }) => months.includes(month))
    .reduce<ClosedSums>(
      (sum, { won, won_count, lost, lost_count }) => ({
        won: sum.won + won,
        won_count: sum.won_count + won_count,
        lost: sum.lost + lost,
        lost_count: sum.lost_count + lost_count,
      }),
      { won: 0, won_count: 0, lost: 0, lost_count: 0 },
    )
}

/** Won of all closed ones, 0 to 1; null where none was closed. */
export function winRate({ won_count, lost_count }: ClosedSums): number | null {
  const closed = won_count + lost_count
  return closed === 0 ? null : won_count / closed
}
