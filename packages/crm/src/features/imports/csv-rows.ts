/** A row of a CSV file. */
export interface CsvRow {
  /** The line of the file on which it begins. */
  readonly line: number
  /** How many lines of the file it takes: a quoted cell may go over several. */
  readonly lines: number
  readonly cells: readonly string[]
  /** A quote in it is open or stands alone: `mended` where the rest of the line told what was meant. */
  readonly quote: 'fine' | 'mended' | 'open'
}

interface Scan {
  readonly text: string
  readonly separator: string
  /** How many cells a row has, null while that is not known. */
  readonly width: number | null
}

/** One sign for the end of a line, whatever program wrote it, or several programs one after another. */
export function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/**
 * The rows of a text. A quote that is opened and never closed as it should be does not swallow the rows after it: such a cell
 * ends on its line, where the number of cells tells how, and the row says that its quote was open.
 *
 * Not by a library: the known ones read on to the next quote, and count no lines.
 */
export function csvRows(text: string, separator: string, width: number | null = null): CsvRow[] {
  const scan = { text, separator, width }
  const rows: CsvRow[] = []
  let line = 1
  let place = 0
  let isAfterOpen = false
  while (place < text.length) {
    const read = readRow(scan, place)
    const isMisfit = width !== null && read.cells.length !== width && !isEmpty(read.cells)
    // What follows an open quote may have belonged to its cell.
    const quote: CsvRow['quote'] = isAfterOpen && isMisfit ? 'open' : read.quote
    isAfterOpen = quote === 'open'
    const lines = countLines(text, place, read.end)
    rows.push({ line, lines, cells: read.cells, quote })
    line += lines
    place = read.end
  }
  return rows
}

interface ReadRow {
  readonly cells: readonly string[]
  readonly quote: CsvRow['quote']
  /** Where the next row begins. */
  readonly end: number
}

function readRow(scan: Scan, start: number): ReadRow {
  const { text, width } = scan
  const read = readCells(scan, start)
  const lineEnd = endOfLine(text, start)
  const isLong = read.end > lineEnd + 1
  if (!isLong || width === null || read.cells.length === width) return read
  // Over several lines, and not as wide as the others: its first line alone may be the row.
  const first = text.slice(start, lineEnd).split(scan.separator)
  return first.length === width
    ? { cells: first.map(withoutOuterQuotes), quote: 'mended', end: lineEnd + 1 }
    : read
}

function readCells(scan: Scan, start: number): ReadRow {
  const { text, separator } = scan
  const cells: string[] = []
  let quote: CsvRow['quote'] = 'fine'
  let place = start
  for (;;) {
    const cell = readCell(scan, place, cells.length)
    cells.push(cell.text)
    if (cell.quote !== 'fine') quote = quote === 'open' ? 'open' : cell.quote
    if (text[cell.end] !== separator) return { cells, quote, end: cell.end + 1 }
    place = cell.end + 1
    // A separator at the very end of the file is followed by an empty cell.
    if (place >= text.length) return { cells: [...cells, ''], quote, end: place }
  }
}

interface ReadCell {
  readonly text: string
  readonly quote: CsvRow['quote']
  readonly end: number
}

function readCell(scan: Scan, start: number, before: number): ReadCell {
  const { text, separator } = scan
  const plainEnd = endOfPlain(text, separator, start)
  if (text[start] !== '"')
    return { text: text.slice(start, plainEnd), quote: 'fine', end: plainEnd }
  let place = start + 1
  for (;;) {
    const quote = text.indexOf('"', place)
    if (quote < 0) return mended(scan, start, before)
    if (text[quote + 1] === '"') {
      place = quote + 2
      continue
    }
    const end = skipSpaces(text, quote + 1)
    if (!isEnd(text, separator, end)) return mended(scan, start, before)
    return { text: text.slice(start + 1, quote).replaceAll('""', '"'), quote: 'fine', end }
  }
}

/** A cell whose quote is not closed as it should be: it ends at a quote before a separator, or at the separator itself. */
function mended(scan: Scan, start: number, before: number): ReadCell {
  const { text, separator, width } = scan
  const lineEnd = endOfLine(text, start)
  const plainEnd = endOfPlain(text, separator, start)
  const plain = { text: text.slice(start, plainEnd), end: plainEnd }
  const closings = closingQuotes(scan, start + 1, lineEnd).map((quote) => ({
    text: text.slice(start + 1, quote),
    end: quote + 1,
  }))
  const readings = [...closings, plain]
  const fitting = readings.find(({ end }) => before + 1 + cellsAfter(scan, end, lineEnd) === width)
  return fitting ? { ...fitting, quote: 'mended' } : { ...plain, quote: 'open' }
}

/** Quotes of a line that stand before a separator or the end. */
function closingQuotes({ text, separator }: Scan, from: number, lineEnd: number): number[] {
  const found: number[] = []
  for (let at = text.indexOf('"', from); at >= 0 && at < lineEnd; at = text.indexOf('"', at + 1)) {
    if (at + 1 === lineEnd || text[at + 1] === separator) found.push(at)
  }
  return found
}

function cellsAfter({ text, separator }: Scan, from: number, lineEnd: number): number {
  const rest = text.slice(from, lineEnd)
  return rest === '' ? 0 : readCells({ text: rest, separator, width: null }, 1).cells.length
}

function endOfPlain(text: string, separator: string, start: number): number {
  const lineEnd = endOfLine(text, start)
  const found = text.indexOf(separator, start)
  return found < 0 || found > lineEnd ? lineEnd : found
}

function endOfLine(text: string, start: number): number {
  const found = text.indexOf('\n', start)
  return found < 0 ? text.length : found
}

function isEnd(text: string, separator: string, place: number): boolean {
  return place >= text.length || text[place] === separator || text[place] === '\n'
}

function skipSpaces(text: string, start: number): number {
  let place = start
  while (text[place] === ' ') place += 1
  return place
}

function withoutOuterQuotes(cell: string): string {
  return cell.replace(/^"(.*)"$/, '$1')
}

function countLines(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    count += 1
  }
  return Math.max(1, count)
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** How many cells most rows have that have several. */
export function usualWidth(rows: readonly CsvRow[]): number | null {
  const counts = new Map<number, number>()
  for (const { cells, lines } of rows) {
    if (cells.length > 1 && lines === 1)
      counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one)
  return sorted[0]?.[0] ?? null
}
