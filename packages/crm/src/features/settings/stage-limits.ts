import type { OpportunityStage } from '@valence/schema'
import type { Configuration, StageLimits } from '../../providers/types.ts'
import { addDays, dayOfMoment, daysBetween, today } from '../../ui/format.ts'

/** As the database has them, which finds the stale ones for lists (stage_limits). */
const DEFAULT_LIMITS = {
  lead: 14,
  qualified: 21,
  needs_analysis: 30,
  proposal: 21,
  negotiation: 30,
  nurturing: 90,
} as const satisfies StageLimits

/** The stages in which an opportunity can become stale, in their order. */
export const limitedStages = Object.keys(DEFAULT_LIMITS) as (keyof typeof DEFAULT_LIMITS)[]

/** The most days that a limit can have. */
export const LONGEST_LIMIT = 3650

/** After how many days in each stage an opportunity is stale: the settings' own over the defaults. */
export function stageLimitsOf(settings: Configuration | undefined): StageLimits {
  const own: unknown = settings?.stageLimits
  if (typeof own !== 'object' || own === null) return DEFAULT_LIMITS
  const usable = Object.entries(own).filter(([, days]) => days === null || isLimit(days))
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(usable) }
}

/** The reader's day since which an opportunity has been in its stage for too long; null while it has not. */
export function staleSince(
  record: {
    readonly stage: OpportunityStage
    readonly stage_since: string | null
    readonly created_at: string
  },
  limits: StageLimits,
  thisDay: string = today(),
): string | null {
  const days = isLimitedStage(record.stage) ? limits[record.stage] : null
  const since = dayOfMoment(record.stage_since ?? record.created_at)
  if (!days || !since || !(daysBetween(since, thisDay) >= days)) return null
  return addDays(since, Math.ceil(days))
}

function isLimit(days: unknown): boolean {
  return typeof days === 'number' && days >= 1 && days <= LONGEST_LIMIT
}

function isLimitedStage(stage: OpportunityStage): stage is keyof typeof DEFAULT_LIMITS {
  return stage in DEFAULT_LIMITS
}
