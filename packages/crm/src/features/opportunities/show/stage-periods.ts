import type { Opportunity, OpportunityStage, OpportunityStageChange } from '@valence/schema'
import { daysFrom } from '../stages.ts'

/** A time spent in one stage. */
export interface StagePeriod {
  readonly stage: OpportunityStage
  /** null where no one knows. */
  readonly from: string | null
  /** null while it lasts. */
  readonly to: string | null
  /** Days of the reader's calendar; null where the beginning is not known. */
  readonly days: number | null
  /** Who moved it there; null for the first stage, and where no user did. */
  readonly movedBy: number | null
}

/**
 * The stages an opportunity has been in, the latest first. A history holds moves only: the first stage began with the
 * opportunity, and each lasted until the next move.
 * @param changes in their order
 */
export function stagePeriods(
  { stage, created_at }: Pick<Opportunity, 'stage' | 'created_at'>,
  changes: readonly OpportunityStageChange[],
  now: string,
): readonly StagePeriod[] {
  const first = {
    stage: changes[0]?.from_stage ?? stage,
    from: created_at || null,
    movedBy: null,
  }
  const begun = [
    first,
    ...changes.map((change) => ({
      stage: change.to_stage,
      from: change.changed_at,
      movedBy: change.changed_by,
    })),
  ]
  return begun
    .map((period, place): StagePeriod => {
      const to = begun[place + 1]?.from ?? null
      return { ...period, to, days: daysFrom(period.from, to ?? now) }
    })
    .toReversed()
}
