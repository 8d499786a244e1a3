/** The first days of the `count` months that end with the one of `day`, the oldest first. */
export function firstDays(day: string, count: number): readonly string[] {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7)) - 1
  return Array.from({ length: count }, (_, place) =>
    isoDay(Date.UTC(year, month - count + 1 + place, 1)),
  )
}

/**
 * The filter of the list behind what was closed in a month, or until the end of a later one; archived or not, as figures count it.
 * @param month its first day
 */
export function closedFilter(
  stages: readonly ('closed_won' | 'closed_lost')[],
  month: string,
  last: string = month,
) {
  const end = Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5, 7)), 0)
  return {
    stage: stages,
    archived: 'any',
    'closing_day@gte': month,
    'closing_day@lte': isoDay(end),
  }
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
