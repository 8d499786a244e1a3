import { type Allocation, allocate } from './allocation.ts'
import { type Scale, scaleFor } from './scale.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** How far back the sample company's history goes. */
export const HISTORY_DAYS = 1_095

export const DEFAULT_TODAY = '2026-11-02'
export const DEFAULT_SEED = 20_240_802

export interface WorldOptions {
  /** How many deals (opportunities) there are; everything else follows. 1 to 1,000,000. */
  readonly deals: number
  readonly seed?: number
  /** The day on which the data was "taken", `YYYY-MM-DD`. Open work lies around it. */
  readonly today?: string
}

/** What every row derivation starts from. Rows depend on it and on their id, on nothing else. */
export interface World {
  readonly seed: number
  /** 09:30 UTC of today, in milliseconds since 1970: nothing was created later. */
  readonly now: number
  /** Midnight UTC of today, in milliseconds since 1970. */
  readonly today: number
  readonly counts: Scale
  readonly contactsOfCompany: Allocation
  readonly notesOfContact: Allocation
  readonly notesOfDeal: Allocation
}

/** @throws RangeError when `deals` or `today` is out of range. */
export function createWorld(options: WorldOptions): World {
  const { deals, seed = DEFAULT_SEED, today = DEFAULT_TODAY } = options
  if (!Number.isInteger(deals) || deals < 1 || deals > 1_000_000) {
    throw new RangeError(`deals must be a whole number from 1 to 1000000, not ${deals}`)
  }
  const midnight = Date.parse(`${today}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(midnight)) {
    throw new RangeError(`today must be a day like 2026-11-02, not ${today}`)
  }
  const counts = scaleFor(deals)
  return {
    seed,
    today: midnight,
    now: midnight + 9.5 * HOUR_MS,
    counts,
    contactsOfCompany: allocate(counts.companies, counts.contacts, [1, 4, 2, 9, 1, 3, 2, 6]),
    notesOfContact: allocate(counts.contacts, counts.contactNotes, [0, 2, 0, 5, 1, 0, 3, 1, 0, 1]),
    notesOfDeal: allocate(counts.deals, counts.dealNotes, [1, 3, 0, 2, 6, 1, 4, 0, 2]),
  }
}
