import type { Draw } from '../random.ts'
import type { Sector } from '../words/sectors.ts'

/** Something of the customer's that people talk about, without an article: "booking site", "open day". */
export function subjectOf(sector: Sector, draw: Draw): string {
  return draw.pick(draw.pick([sector.digital, sector.printed, sector.campaigns]))
}
