import type { GetListResult } from 'ra-core'

/**
 * Exact as long as there are few rows, the planner's estimate beyond (PostgREST's limit of rows in an answer is the
 * threshold): counting a hundred thousand rows costs more than showing 25 of them.
 */
export const ESTIMATED_COUNT = { headers: { Prefer: 'count=estimated' } } as const

/** The API answers at most this many rows, in silence. */
const MAX_ROWS = 1000

interface SeenPage {
  readonly page: number
  readonly perPage: number
  /** Rows that this page has. */
  readonly found: number
}

/** The total, corrected by what the page shows: an estimate may be wrong in either direction. */
export function totalOf(estimate: number, { page, perPage, found }: SeenPage): number {
  const seen = (page - 1) * perPage + found
  const isLastPage = found < Math.min(perPage, MAX_ROWS) && (found > 0 || page === 1)
  if (isLastPage) return seen
  // A full page may have a next one, so that must be within reach.
  return estimate >= seen || found === 0 ? estimate : seen + 1
}

/** The same list with its total corrected. */
export function withTotal<T extends GetListResult>(
  list: T,
  { page, perPage }: Pick<SeenPage, 'page' | 'perPage'>,
): T {
  if (list.total === undefined) return list
  return { ...list, total: totalOf(list.total, { page, perPage, found: list.data.length }) }
}
