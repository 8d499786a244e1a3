export interface SeenRange {
  /** Catalog key below `crm.contact.seen`. */
  readonly key: string
  readonly days: number
  /** Last seen before that day, not since. */
  readonly isBefore: boolean
}

export const SEEN_RANGES: readonly SeenRange[] = [
  { key: 'today', days: 0, isBefore: false },
  { key: 'week', days: 7, isBefore: false },
  { key: 'month', days: 30, isBefore: false },
  { key: 'before_month', days: 30, isBefore: true },
  { key: 'before_quarter', days: 90, isBefore: true },
]
