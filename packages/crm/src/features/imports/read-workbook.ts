import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx'
import type { ExactNumber, FileNotice, FileNoticeCode, GridLine } from './table.ts'

export interface Sheet {
  readonly name: string
  readonly isHidden: boolean
}

export interface ReadWorkbook {
  readonly sheets: readonly Sheet[]
  readonly sheet: string
  readonly lines: readonly GridLine[]
  readonly total: number
  readonly notices: readonly FileNotice[]
  /** Its days are counted from 1904 on. */
  readonly is1904: boolean
}

/**
 * The lines of a sheet: the one that is asked for, else the first visible one that holds something.
 * Numbers stay numbers beside what their cells show; days and hours are written as ISO 8601 without a zone.
 */
export async function readWorkbook(bytes: Uint8Array, wanted?: string): Promise<ReadWorkbook> {
  const xlsx = await import('@e965/xlsx')
  const options = {
    type: 'array',
    dense: true,
    cellNF: true,
    cellHTML: false,
    cellStyles: true,
    sheetStubs: true,
  } as const
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  // Of anything else the library makes a sheet of one cell.
  if (!isZip && !OLD_SIGNATURE.every((byte, place) => bytes[place] === byte)) {
    throw new Error('This is no workbook')
  }
  const book = isZip ? readZip(xlsx, bytes, options) : xlsx.read(bytes, options)
  const sheets = book.SheetNames.map((name, place) => ({
    name,
    isHidden: (book.Workbook?.Sheets?.[place]?.Hidden ?? 0) !== 0,
  }))
  const filled = sheets.filter(({ name }) => book.Sheets[name]?.['!ref'] !== undefined)
  const chosen =
    sheets.find(({ name }) => name === wanted) ??
    filled.find(({ isHidden }) => !isHidden) ??
    filled[0] ??
    sheets[0]
  const sheet = book.Sheets[chosen?.name ?? '']
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  const read = sheet ? linesOf(xlsx, book, sheet) : { lines: [], total: 0, notices: [] }
  return { sheets, sheet: chosen?.name ?? '', is1904, ...read }
}

/** How the files of older Excels begin. */
const OLD_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

type Xlsx = typeof import('@e965/xlsx')

/** Some programs leave the formats of cells out of the list of parts, where the library looks for them. */
function readZip(xlsx: Xlsx, bytes: Uint8Array, options: Parameters<Xlsx['read']>[1]): WorkBook {
  const { CFB } = xlsx
  const zip = CFB.read(bytes, { type: 'buffer' })
  const types = CFB.find(zip, '/[Content_Types].xml')
  const links = CFB.find(zip, '/xl/_rels/workbook.xml.rels')
  if (types && links) {
    const text = new TextDecoder()
    const list = text.decode(Uint8Array.from(types.content))
    const named = text.decode(Uint8Array.from(links.content))
    const missing = Object.entries(PARTS).filter(
      ([part, type]) => named.includes(`/${part}"`) && !list.includes(type),
    )
    const overrides = missing.map(([part, type]) => {
      const target = new RegExp(`<Relationship\\b[^>]*/${part}"[^>]*>`).exec(named)?.[0] ?? ''
      const name = /Target="([^"]+)"/.exec(target)?.[1] ?? `${part}.xml`
      const path = name.startsWith('/') ? name : `/xl/${name}`
      return `<Override PartName="${path}" ContentType="${type}"/>`
    })
    if (overrides.length > 0) {
      const whole = list.replace('</Types>', `${overrides.join('')}</Types>`)
      types.content = new TextEncoder().encode(whole) as unknown as typeof types.content
      types.size = whole.length
    }
  }
  // The types of the library do not name the function that reads an archive which is open already.
  return (xlsx as unknown as { parse_zip(zip: unknown, options: unknown): WorkBook }).parse_zip(
    zip,
    { ...options },
  )
}

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const PARTS = {
  styles: `${TYPE}.styles+xml`,
  sharedStrings: `${TYPE}.sharedStrings+xml`,
} as const

type Cells = readonly (CellObject | undefined)[]

function linesOf(xlsx: Xlsx, book: WorkBook, sheet: WorkSheet) {
  const data = (sheet['!data'] ?? []) as readonly (Cells | undefined)[]
  const merged = mergedCells(sheet)
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  const noted = new Map<FileNoticeCode, Set<number>>()
  const note = (code: FileNoticeCode, line: number) =>
    noted.set(code, (noted.get(code) ?? new Set()).add(line))
  // Every line is as wide as the widest: a column without a name is no cell too many.
  // Lines that were never written are not even empty.
  const width = data.reduce((most, row) => Math.max(most, row?.length ?? 0), 0)
  const lines = Array.from({ length: data.length }, (_, place): GridLine => {
    const line = place + 1
    const cells = withMerged(data, { place, width, merged }).map((cell) =>
      readCell(xlsx, cell, is1904),
    )
    for (const { notice } of cells) if (notice) note(notice, line)
    if (merged.has(place)) note('merged_cells', line)
    const isHidden = sheet['!rows']?.[place]?.hidden === true
    if (isHidden && cells.some(({ text }) => text !== '')) note('hidden_rows', line)
    const exact = Object.fromEntries(
      cells.flatMap((cell, column) => (cell.exact ? [[column, cell.exact]] : [])),
    )
    const texts = cells.map(({ text }) => text)
    return { line, lines: 1, cells: texts, ...(Object.keys(exact).length > 0 ? { exact } : {}) }
  })
  const notices = [...noted].map(([code, found]): FileNotice => ({ code, lines: [...found] }))
  return { lines, total: lines.length, notices: [...notices, ...hiddenColumns(xlsx, sheet, lines)] }
}

function hiddenColumns(xlsx: Xlsx, sheet: WorkSheet, lines: readonly GridLine[]): FileNotice[] {
  const places = (sheet['!cols'] ?? []).flatMap((column, place) => (column?.hidden ? [place] : []))
  const filled = places.filter((place) => lines.some(({ cells }) => (cells[place] ?? '') !== ''))
  const name = filled.map((place) => xlsx.utils.encode_col(place)).join(', ')
  return filled.length > 0 ? [{ code: 'hidden_columns', lines: [], name }] : []
}

interface CellRead {
  readonly text: string
  readonly exact?: ExactNumber
  readonly notice?: FileNoticeCode
}

function readCell(xlsx: Xlsx, cell: CellObject | undefined, is1904: boolean): CellRead {
  if (!cell) return { text: '' }
  const { v: value } = cell
  const isEmpty = value === undefined || value === ''
  if (cell.f !== undefined && isEmpty) return { text: '', notice: 'formula_without_value' }
  if (cell.t === 'e') return { text: '', notice: 'error_cell' }
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE' }
  return typeof value === 'number'
    ? readNumberCell(xlsx, cell, { value, is1904 })
    : { text: String(value ?? '').trim() }
}

function readNumberCell(
  xlsx: Xlsx,
  { z, w }: CellObject,
  { value, is1904 }: { readonly value: number; readonly is1904: boolean },
): CellRead {
  const format = typeof z === 'string' ? z : 'General'
  const day = xlsx.SSF.is_date(format) ? dayText(xlsx, value, is1904) : null
  if (day !== null) return { text: day }
  const shown = format === 'General' ? String(value) : (w ?? '').trim()
  // «####» and the like say nothing.
  const text = /\d/.test(shown) ? shown : String(value)
  const isPercent = format.replace(/"[^"]*"/g, '').includes('%')
  return { text, exact: { number: value, isPercent } }
}

function dayText(xlsx: Xlsx, serial: number, is1904: boolean): string | null {
  const date = xlsx.SSF.parse_date_code(serial, { date1904: is1904 }) as
    | { y: number; m: number; d: number; H: number; M: number; S: number }
    | null
    | undefined
  if (!date) return null
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  const time = `${two(date.H)}:${two(date.M)}:${two(date.S)}`
  // Hours alone belong to no day.
  if (serial < 1) return time
  const day = `${String(date.y).padStart(4, '0')}-${two(date.m)}-${two(date.d)}`
  return time === '00:00:00' ? day : `${day}T${time}`
}

/** By row, the columns that are merged with a cell above, and its row. */
type Merged = ReadonlyMap<number, ReadonlyMap<number, number>>

function mergedCells(sheet: WorkSheet): Merged {
  const found = new Map<number, Map<number, number>>()
  for (const { s: start, e: end } of sheet['!merges'] ?? []) {
    for (let row = start.r + 1; row <= end.r; row += 1) {
      found.set(row, (found.get(row) ?? new Map()).set(start.c, start.r))
    }
  }
  return found
}

/** The cells of a row. One that is merged with those below it says the same for each of their rows. */
function withMerged(
  data: readonly (Cells | undefined)[],
  { place, width, merged }: { place: number; width: number; merged: Merged },
): Cells {
  const own = data[place] ?? []
  const above = merged.get(place)
  return Array.from({ length: width }, (_, column) => {
    const row = above?.get(column)
    return row === undefined ? own[column] : data[row]?.[column]
  })
}
