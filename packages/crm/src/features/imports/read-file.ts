import type { Table } from './build-rows.ts'
import { withoutGuard } from './cell-values.ts'
import { decodeText, detectEncoding, type Encoding } from './decode-text.ts'
import { readAtomicJson } from './read-json.ts'

/** As far as a browser reads a file at once without running out of memory. */
export const MAX_BYTES = 50 * 1024 * 1024

export const SEPARATORS = [',', ';', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/** How a text file is read; what is absent is found. */
export interface TextOptions {
  readonly encoding?: Encoding
  readonly separator?: Separator
}

export interface ReadFile {
  readonly name: string
  readonly table: Table
  /** Null for files that are no text. */
  readonly text: { readonly encoding: Encoding; readonly separator: Separator } | null
  /** What the file holds that is not imported, by its name there. */
  readonly leftOut: Readonly<Record<string, number>>
}

/** A file that cannot be read; the message is a key of the catalog. */
export class FileError extends Error {}

/**
 * The table in a file: CSV with any separator and encoding, the first sheet of an XLSX file, or the JSON of Atomic CRM.
 * @throws FileError
 */
export async function readFile(file: File, options: TextOptions = {}): Promise<ReadFile> {
  if (file.size > MAX_BYTES) throw new FileError('crm.import.file_error.too_large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const read = await readBytes(file, bytes, options)
  if (read.table.rows.length === 0) throw new FileError('crm.import.file_error.empty')
  return read
}

async function readBytes(file: File, bytes: Uint8Array, options: TextOptions): Promise<ReadFile> {
  const { name } = file
  // Every XLSX file is a ZIP archive, whatever its name; the older format begins otherwise.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return { name, table: await readWorkbook(file), text: null, leftOut: {} }
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new FileError('crm.import.file_error.old_excel')
  const encoding = options.encoding ?? detectEncoding(bytes)
  const text = decodeText(bytes, encoding)
  if (/\.json$/i.test(name) || /^\s*\{/.test(text)) {
    return { name, text: null, ...readJson(text) }
  }
  const { default: papa } = await import('papaparse')
  const { data, meta } = papa.parse<string[]>(text, {
    delimiter: options.separator ?? '',
    delimitersToGuess: [...SEPARATORS],
    skipEmptyLines: false,
  })
  const separator = SEPARATORS.find((known) => known === meta.delimiter) ?? ','
  return { name, table: tableOf(data), text: { encoding, separator }, leftOut: {} }
}

function readJson(text: string): Pick<ReadFile, 'table' | 'leftOut'> {
  try {
    return readAtomicJson(JSON.parse(text))
  } catch (error) {
    throw new FileError('crm.import.file_error.not_json', { cause: error })
  }
}

async function readWorkbook(file: File): Promise<Table> {
  const { readSheet } = await import('read-excel-file/browser')
  try {
    const rows = await readSheet(file)
    return tableOf(rows.map((row) => row.map(cellText)))
  } catch (error) {
    throw new FileError('crm.import.file_error.not_excel', { cause: error })
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  // Midnight of UTC is how a sheet says a day.
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
  return String(cell)
}

/** What the file of rows that failed calls its last column; it is not read again. */
export const ERROR_HEADER = '⚠'

/** The first row that is not empty are the headers; empty rows are left out, and counted. */
export function tableOf(lines: readonly (readonly string[])[]): Table {
  const start = lines.findIndex(hasText)
  if (start < 0) return { headers: [], rows: [] }
  const named = (lines[start] ?? []).map((header) => header.trim())
  const places = named.flatMap((header, place) =>
    header === '' || header.startsWith(ERROR_HEADER) ? [] : [place],
  )
  const rows = lines.slice(start + 1).flatMap((cells, offset) => {
    const line = start + offset + 2
    const kept = places.map((place) => withoutGuard((cells[place] ?? '').trim()))
    return hasText(kept) ? [{ line, cells: kept }] : []
  })
  return { headers: distinct(places.map((place) => named[place] ?? '')), rows }
}

function hasText(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== '')
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
