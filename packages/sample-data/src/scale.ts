/** Rows per kind of record. */
export interface Scale {
  readonly deals: number
  readonly companies: number
  readonly contacts: number
  readonly contactNotes: number
  readonly dealNotes: number
  readonly tasks: number
  readonly tags: number
  readonly sales: number
}

/**
 * Sizes of a company with that many deals. Up to 2,000 deals everything grows in proportion; beyond, a
 * company adds deals faster than customers, so that 1,000,000 deals mean 100,000 companies, 200,000 contacts
 * and 1,000,000 notes of each kind.
 */
export function scaleFor(deals: number): Scale {
  return {
    deals,
    companies: Math.max(3, grow(deals, 1_200, 100_000)),
    contacts: Math.max(6, grow(deals, 4_500, 200_000)),
    contactNotes: Math.max(6, grow(deals, 6_000, 1_000_000)),
    dealNotes: Math.max(6, grow(deals, 5_000, 1_000_000)),
    tasks: Math.max(6, grow(deals, 3_000, 300_000)),
    tags: 15,
    sales: deals < 200 ? 4 : deals <= 20_000 ? 8 : 24,
  }
}

/** Through (0, 0), (2,000, `small`) and (1,000,000, `large`). */
function grow(deals: number, small: number, large: number): number {
  const ratio = deals / 2_000
  if (ratio <= 1) return Math.round(small * ratio)
  return Math.round(small * ratio ** (Math.log(large / small) / Math.log(500)))
}
