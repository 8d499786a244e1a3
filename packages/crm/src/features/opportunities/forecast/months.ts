import { opportunityStages } from '@valence/schema'
import type { ForecastLine } from '../../../providers/types.ts'

/** Sums of a month, or of an owner. */
export interface ForecastSums {
  readonly openCount: number
  readonly total: number
  readonly weighted: number
  readonly wonCount: number
  readonly won: number
}

/** The first days of `count` months from the one that holds `day`. */
export function monthsFrom(day: string, count: number): readonly string[] {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7)) - 1
  return Array.from({ length: count }, (_, place) =>
    new Date(Date.UTC(year, month + place, 1)).toISOString().slice(0, 10),
  )
}

/** The first day of the month that is `offset` months after that of `day`. */
export function shiftMonth(day: string, offset: number): string {
  const time = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + offset, 1)
  return new Date(time).toISOString().slice(0, 10)
}

/** Lines added up. */
export function sumLines(lines: readonly ForecastLine[]): ForecastSums {
  return lines.reduce<ForecastSums>(
    (sum, line) => ({
      openCount: sum.openCount + line.open_count,
      total: sum.total + Number(line.total),
      weighted: sum.weighted + Number(line.weighted),
      wonCount: sum.wonCount + line.won_count,
      won: sum.won + Number(line.won),
    }),
    { openCount: 0, total: 0, weighted: 0, wonCount: 0, won: 0 },
  )
}

/** Which rows are behind a sum: what is open and not archived, or what was won, archived or not. */
export type ForecastKind = 'open' | 'won'

const OPEN = opportunityStages.filter((stage) => !stage.startsWith('closed_'))

/**
 * The filter of the list behind a sum; it finds what `opportunity_forecast` adds up.
 * @param month its first day; null is what has no day
 */
export function listFilterFor(
  kind: ForecastKind,
  month: string | null,
  owner: number | null,
): Record<string, unknown> {
  return {
    ...(kind === 'open' ? { stage: OPEN } : { stage: ['closed_won'], archived: 'any' }),
    ...(month === null
      ? { 'closing_day@is': null }
      : { 'closing_day@gte': month, 'closing_day@lte': lastDayOf(month) }),
    ...(owner === null ? {} : { sales_id: [owner] }),
  }
}

function lastDayOf(month: string): string {
  const next = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)
  return new Date(next).toISOString().slice(0, 10)
}
