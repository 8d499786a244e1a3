import { csvRows, usualWidth } from './csv-rows.ts'

export const SEPARATORS = [',', ';', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/** Enough of a file to see how it is written. */
const SAMPLE_LENGTH = 64 * 1024
const SAMPLE_ROWS = 200

/** What Excel writes in the first line to say what parts the cells. */
const DECLARED = /^"?sep=(.)"?[;,]*(?:\n|$)/i

/** How the cells of a text are parted, and how many lines say so. */
export interface Parted {
  readonly separator: Separator
  /** Cells of most rows; null where no row has several. */
  readonly width: number | null
  readonly declaringLines: number
}

/** The separator that a text declares, else the one that parts most of its lines into the same number of cells. */
export function partedBy(text: string, chosen?: Separator): Parted {
  const [declaration, sign] = DECLARED.exec(text) ?? []
  const declared = SEPARATORS.find((known) => known === sign)
  const sample = sampleOf(declaration === undefined ? text : text.slice(declaration.length))
  const best = SEPARATORS.map((separator) => weigh(sample, separator)).sort(
    (one, other) => other.weight - one.weight || (other.width ?? 0) - (one.width ?? 0),
  )[0]
  const separator = chosen ?? declared ?? best?.separator ?? ','
  return {
    separator,
    width: weigh(sample, separator).width,
    declaringLines: declaration === undefined ? 0 : 1,
  }
}

function sampleOf(text: string): string {
  if (text.length <= SAMPLE_LENGTH) return text
  return text.slice(0, text.lastIndexOf('\n', SAMPLE_LENGTH) + 1 || SAMPLE_LENGTH)
}

function weigh(sample: string, separator: Separator) {
  const rows = csvRows(sample, separator)
    .slice(0, SAMPLE_ROWS)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const width = usualWidth(rows)
  const fitting = rows.filter(({ cells }) => cells.length === width).length
  return { separator, width, weight: width === null ? 0 : fitting / rows.length }
}
