import { csvRows, withPlainLineEnds } from './csv-rows.ts'
import {
  decodeText,
  detectEncoding,
  type Encoding,
  foreignWords,
  linesBeyondUtf8,
} from './decode-text.ts'
import { type FoundTable, findTable, type TableOptions } from './find-table.ts'
import { readAtomicJson } from './read-json.ts'
import type { Sheet } from './read-workbook.ts'
import { partedBy, type Separator } from './separators.ts'
import type { FileNotice, GridLine, LineAccount, Table } from './table.ts'

/** As far as a browser reads a file at once without running out of memory. */
export const MAX_BYTES = 100 * 1024 * 1024

/** How a file is read; what is absent is found. */
export interface ReadOptions extends TableOptions {
  readonly encoding?: Encoding
  readonly separator?: Separator
  readonly sheet?: string
}

export interface ReadFile {
  readonly name: string
  readonly table: Table
  /** Null for files that are no text. */
  readonly text: {
    readonly encoding: Encoding
    /** Null for cards. */
    readonly separator: Separator | null
    /** Words that show whether the encoding is right. */
    readonly sample: readonly string[]
  } | null
  /** Sheets of a workbook, and the one that is read. */
  readonly workbook: {
    readonly sheets: readonly Sheet[]
    readonly sheet: string
    readonly is1904: boolean
  } | null
  /** Where the table is in the file; null where that is no question. */
  readonly place: Pick<FoundTable, 'headerLine' | 'candidates' | 'footer'> | null
  readonly account: LineAccount
  readonly notices: readonly FileNotice[]
  /** What the file holds that is not imported, by its name there. */
  readonly leftOut: Readonly<Record<string, number>>
}

/** A file that cannot be read; the message is a key of the catalog. */
export class FileError extends Error {}

/**
 * The table in a file: CSV with any separator and encoding, a sheet of a workbook, cards, or the JSON of Atomic CRM.
 * @throws FileError
 */
export async function readFile(file: File, options: ReadOptions = {}): Promise<ReadFile> {
  if (file.size > MAX_BYTES) throw new FileError('crm.import.file_error.too_large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const read = await readBytes(file.name, bytes, options)
  if (read.table.rows.length === 0 && read.place === null) {
    throw new FileError('crm.import.file_error.empty')
  }
  if (read.table.rows.length === 0 && options.headerLine === undefined) {
    throw new FileError('crm.import.file_error.empty')
  }
  return read
}

async function readBytes(name: string, bytes: Uint8Array, options: ReadOptions): Promise<ReadFile> {
  // Every XLSX and ODS file is a ZIP archive, whatever its name; the older format of Excel begins otherwise.
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (isZip || (bytes[0] === 0xd0 && bytes[1] === 0xcf)) return readSheets(name, bytes, options)
  const encoding = options.encoding ?? detectEncoding(bytes)
  const text = withoutControls(withPlainLineEnds(decodeText(bytes, encoding)))
  const how = { encoding, separator: null, sample: foreignWords(text.plain) }
  if (/^\s*BEGIN:VCARD/i.test(text.plain)) return readCards(name, text, how)
  if (/\.json$/i.test(name) || /^\s*\{/.test(text.plain)) return readJson(name, text.plain)
  const read = readCsv(name, text, { ...options, encoding })
  const mixed = encoding === 'utf-8' ? linesBeyondUtf8(bytes) : []
  return { ...read, notices: [...read.notices, ...noticeOf('mixed_encoding', mixed)] }
}

interface PlainText {
  readonly plain: string
  /** Lines out of which signs were taken that no database keeps. */
  readonly controls: readonly number[]
}

/** Signs of control that stand for nothing in a text: programs leave them behind, and no database takes a NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function withoutControls(text: string): PlainText {
  if (!CONTROLS.test(text)) return { plain: text, controls: [] }
  const lines = text.split('\n')
  const controls = lines.flatMap((line, place) => (CONTROLS.test(line) ? [place + 1] : []))
  return { plain: text.replaceAll(new RegExp(CONTROLS, 'g'), ''), controls }
}

function readCsv(
  name: string,
  { plain, controls }: PlainText,
  options: ReadOptions & { readonly encoding: Encoding },
): ReadFile {
  const { separator, width, declaringLines } = partedBy(plain, options.separator)
  const body = declaringLines === 0 ? plain : plain.slice(plain.indexOf('\n') + 1)
  const lines = csvRows(body, separator, width).map(
    ({ line, lines: count, cells, quote }): GridLine => ({
      line: line + declaringLines,
      lines: count,
      cells: cells.map((cell) => cell.trim()),
      ...(quote === 'open' ? { fault: 'open_quote' as const } : {}),
      ...(quote === 'mended' ? { notice: 'mended_quote' as const } : {}),
    }),
  )
  const total = plain === '' ? 0 : plain.split('\n').length - (plain.endsWith('\n') ? 1 : 0)
  const { table, account, ...place } = findTable(lines, total, options)
  const mended = lines.flatMap(({ notice, line }) => (notice ? [line] : []))
  return {
    name,
    table,
    account,
    place,
    text: { encoding: options.encoding, separator, sample: foreignWords(plain) },
    workbook: null,
    notices: [...noticeOf('mended_quote', mended), ...noticeOf('control_characters', controls)],
    leftOut: {},
  }
}

function noticeOf(code: FileNotice['code'], lines: readonly number[]): FileNotice[] {
  return lines.length > 0 ? [{ code, lines }] : []
}

async function readCards(
  name: string,
  { plain, controls }: PlainText,
  text: ReadFile['text'],
): Promise<ReadFile> {
  const { readVcards } = await import('./read-vcard.ts')
  const { table, notices, total } = await readVcards(plain)
  return {
    name,
    table,
    text,
    workbook: null,
    place: null,
    account: accountOfEntries(total, table),
    notices: [...notices, ...noticeOf('control_characters', controls)],
    leftOut: {},
  }
}

function readJson(name: string, text: string): ReadFile {
  try {
    const { table, leftOut } = readAtomicJson(JSON.parse(text))
    const account = accountOfEntries(table.rows.length, table)
    return { name, table, leftOut, text: null, workbook: null, place: null, account, notices: [] }
  } catch (error) {
    throw new FileError('crm.import.file_error.not_json', { cause: error })
  }
}

/** Entries take several lines each. */
function accountOfEntries(total: number, { rows }: Table): LineAccount {
  const leftOut = { before: 0, header: 0, empty: 0, footer: 0, within_cells: total - rows.length }
  return { total, rows: rows.length, leftOut }
}

async function readSheets(
  name: string,
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<ReadFile> {
  const { readWorkbook } = await import('./read-workbook.ts')
  try {
    const { lines, total, notices, ...workbook } = await readWorkbook(bytes, options.sheet)
    const { table, account, ...place } = findTable(lines, total, options)
    return { name, table, account, place, notices, workbook, text: null, leftOut: {} }
  } catch (error) {
    throw new FileError('crm.import.file_error.not_excel', { cause: error })
  }
}
