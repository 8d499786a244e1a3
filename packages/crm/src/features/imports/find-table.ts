import { withoutGuard } from './cell-values.ts'
import { isKnownHeader } from './match-headers.ts'
import {
  type ExactCells,
  type GridLine,
  type LineAccount,
  type LineReason,
  lineReasons,
  type Table,
  type TableRow,
} from './table.ts'

/** What the file of rows that failed calls its last column; it is not read again. */
export const ERROR_HEADER = '⚠'

/** So far down the names of columns are looked for. */
const SEARCHED = 30

/** Where the table of a file is; what is absent is found. */
export interface TableOptions {
  /** The line with the names of the columns. */
  readonly headerLine?: number
  /** Whether lines after the table are rows of it. */
  readonly withFooter?: boolean
}

export interface FoundTable {
  readonly table: Table
  readonly headerLine: number
  /** Lines that may be the names of the columns. */
  readonly candidates: readonly { readonly line: number; readonly cells: readonly string[] }[]
  /** Lines after the table that are no rows of it, as far as one can tell. */
  readonly footer: {
    readonly line: number
    readonly texts: readonly string[]
    readonly isLeftOut: boolean
  } | null
  readonly account: LineAccount
}

/** The table in the lines of a file: the row of names is found, and so are lines after the table. */
export function findTable(
  lines: readonly GridLine[],
  total: number,
  options: TableOptions = {},
): FoundTable {
  const place = placeOfHeader(lines, options.headerLine)
  const header = lines[place]
  const below = lines.slice(place + 1)
  const columns = columnsOf(header?.cells ?? [], below)
  const footerAt = footerPlace(below, columns.length)
  const isLeftOut = footerAt !== null && options.withFooter !== true
  const body = isLeftOut ? below.slice(0, footerAt) : below
  const rows = body
    .filter(({ cells }) => hasText(cells))
    .map((line) => rowOf(line, columns, header?.cells.length ?? 0))
  const footerLines = footerAt === null ? [] : below.slice(footerAt)
  return {
    table: { headers: distinct(columns.map(({ name }) => name)), rows },
    headerLine: header?.line ?? 1,
    candidates: lines.filter(({ cells }) => hasText(cells)).slice(0, SEARCHED),
    footer:
      footerAt === null
        ? null
        : {
            line: footerLines[0]?.line ?? 0,
            texts: footerLines
              .map(({ cells }) => cells.filter(Boolean).join(' · '))
              .filter(Boolean),
            isLeftOut,
          },
    account: account(total, {
      lines,
      header,
      rows: rows.length,
      body,
      footer: isLeftOut ? footerLines : [],
    }),
  }
}

interface Column {
  readonly place: number
  readonly name: string
}

/** Columns without a name that hold something are called by their place. */
function columnsOf(named: readonly string[], below: readonly GridLine[]): readonly Column[] {
  const width = below.reduce(
    (most, { cells, fault }) => (fault ? most : Math.max(most, cells.length)),
    0,
  )
  const nameless = new Set(
    Array.from({ length: Math.min(width, named.length) }, (_, place) => place).filter(
      (place) => named[place] === '' && below.some(({ cells }) => (cells[place] ?? '') !== ''),
    ),
  )
  return named.flatMap((name, place) => {
    if (name.startsWith(ERROR_HEADER)) return []
    if (name !== '') return [{ place, name }]
    return nameless.has(place) ? [{ place, name: `(${letterOf(place)})` }] : []
  })
}

/** What a spreadsheet calls a column: A, B … AA. */
function letterOf(place: number): string {
  const last = String.fromCharCode(65 + (place % 26))
  return place < 26 ? last : letterOf(Math.floor(place / 26) - 1) + last
}

function rowOf(
  { line, cells, exact, fault }: GridLine,
  columns: readonly Column[],
  width: number,
): TableRow {
  // Cells beyond the last column moved there by a separator too many: which of them is which, nobody knows.
  const isTooLong = columns.length > 1 && cells.slice(width).some((cell) => cell !== '')
  const found = fault ?? (isTooLong ? 'too_many_cells' : undefined)
  const moved = exact && movedExact(exact, columns)
  return {
    line,
    cells: columns.map(({ place }) => withoutGuard(cells[place] ?? '')),
    ...(moved && Object.keys(moved).length > 0 ? { exact: moved } : {}),
    ...(found ? { fault: found } : {}),
  }
}

function movedExact(exact: ExactCells, columns: readonly Column[]): ExactCells {
  return Object.fromEntries(
    columns.flatMap(({ place }, at) => {
      const known = exact[place]
      return known ? [[at, known] as const] : []
    }),
  )
}

/** The first line of which most cells are names that are known; else the first that is as wide as most are. */
function placeOfHeader(lines: readonly GridLine[], chosen: number | undefined): number {
  if (chosen !== undefined) {
    const place = lines.findIndex(({ line }) => line === chosen)
    if (place >= 0) return place
  }
  const searched = lines.slice(0, SEARCHED).map(({ cells }, place) => {
    const texts = cells.filter((cell) => cell !== '')
    return { place, width: texts.length, known: texts.filter(isKnownHeader).length }
  })
  const most = Math.max(0, ...searched.map(({ known }) => known))
  const widest = Math.max(0, ...searched.map(({ width }) => width))
  const named = searched.find(
    ({ known, width }) => known > 0 && known * 2 >= most && width * 2 >= Math.min(widest, 4),
  )
  // A single known word in a line of others may be a value: the first wide line is surer.
  const wide = searched.find(({ width }) => width > 0 && width * 2 > widest)
  const found = most >= 2 || (named && named.place <= (wide?.place ?? 0)) ? named : wide
  return (
    found?.place ??
    Math.max(
      0,
      searched.findIndex(({ width }) => width > 0),
    )
  )
}

/** Where lines begin that follow an empty one and are much narrower than the table: «Generated by …». */
function footerPlace(below: readonly GridLine[], width: number): number | null {
  if (width < 2) return null
  let start: number | null = null
  let isAfterEmpty = false
  let hasRow = false
  for (const [place, { cells }] of below.entries()) {
    const count = cells.filter((cell) => cell !== '').length
    if (count === 0) {
      isAfterEmpty = true
    } else if (count > Math.max(1, Math.floor(width / 4)) && !(isAfterEmpty && isSum(cells))) {
      start = null
      isAfterEmpty = false
      hasRow = true
    } else if (isAfterEmpty && start === null && hasRow) {
      start = place
    }
  }
  if (start === null) return null
  // A row that holds one name alone is a row; what a program says about its file is a sentence.
  const isSaid = below.slice(start).some(({ cells }) => isSum(cells) || cells.some(isSentence))
  return isSaid ? start : null
}

/** «Total», «Grand totals (12 records)». */
function isSum(cells: readonly string[]): boolean {
  const first = cells.find((cell) => cell !== '') ?? ''
  return /^(?:grand )?totals?\b|^(?:gesamt)?summe\b|^gesamt\b|^somme\b|^suma\b|^totale\b/i.test(
    first,
  )
}

function isSentence(text: string): boolean {
  return text.split(/\s+/).length > 3
}

function account(
  total: number,
  found: {
    readonly lines: readonly GridLine[]
    readonly header: GridLine | undefined
    readonly rows: number
    readonly body: readonly GridLine[]
    readonly footer: readonly GridLine[]
  },
): LineAccount {
  const { header, rows, body, footer, lines } = found
  const sum = (some: readonly GridLine[]) => some.reduce((count, { lines: own }) => count + own, 0)
  const isBefore = ({ line }: GridLine) => line < (header?.line ?? 0)
  const given = sum(lines)
  const bodyLines = sum(body)
  const leftOut: Record<LineReason, number> = {
    // What is above the names, and lines that say how the file is written.
    before: sum(lines.filter(isBefore)) + Math.max(0, (lines[0]?.line ?? 1) - 1),
    header: header?.lines ?? 0,
    empty: body
      .filter(({ cells }) => !hasText(cells))
      .reduce((count, { lines: own }) => count + own, 0),
    footer: sum(footer),
    within_cells: 0,
  }
  leftOut.within_cells = bodyLines - rows - leftOut.empty
  const known = rows + lineReasons.reduce((count, reason) => count + leftOut[reason], 0)
  // Lines that a workbook does not even hold are empty.
  leftOut.empty += Math.max(0, total - Math.max(known, given))
  return {
    total: rows + lineReasons.reduce((count, reason) => count + leftOut[reason], 0),
    rows,
    leftOut,
  }
}

function hasText(cells: readonly string[]): boolean {
  return cells.some((cell) => cell !== '')
}

/** Headers that are there twice get a number, because a mapping goes by their names. */
function distinct(headers: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return headers.map((header) => {
    const count = (seen.get(header) ?? 0) + 1
    seen.set(header, count)
    return count === 1 ? header : `${header} ${count}`
  })
}
