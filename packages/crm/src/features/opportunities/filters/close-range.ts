/** Two days, both included; `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string
  readonly to: string
}

/** The month that is `offset` months after that of `today`. */
export function monthRange(today: string, offset = 0): DayRange {
  return rangeOfMonths(today, offset, 1)
}

/** The quarter of the year that holds `today`. */
export function quarterRange(today: string): DayRange {
  const month = Number(today.slice(5, 7)) - 1
  return rangeOfMonths(today, -(month % 3), 3)
}

function rangeOfMonths(today: string, offset: number, months: number): DayRange {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7)) - 1 + offset
  return { from: isoDay(Date.UTC(year, month, 1)), to: isoDay(Date.UTC(year, month + months, 0)) }
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
