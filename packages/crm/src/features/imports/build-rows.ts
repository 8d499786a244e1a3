import type {
  ImportMapping,
  ImportReading,
  ImportRow,
  ImportSection,
} from '../../providers/types.ts'
import {
  areFractions,
  type CellNotice,
  type CellSource,
  readCell,
  type ValueContext,
} from './cell-values.ts'
import { fieldOf, type ImportField } from './fields.ts'
import { isFractionHeader } from './programs.ts'
import { type DayOrder, dayOrderOf } from './read-day.ts'
import { numberStyleOf } from './read-number.ts'
import type { Table, TableRow } from './table.ts'

/** Why a row was not imported. `field` is the id of one, '' where it is about the whole row. */
export interface RowError {
  readonly line: number
  readonly field: string
  /** A key below `crm.import.error`. */
  readonly code: string
  readonly value: string
  readonly message?: string
  /** The record that stands in the way, by name. */
  readonly other?: string
}

/** What was done to a cell so that its row could be read; `code` is a key below `crm.import.notice`. */
export interface RowNotice {
  readonly line: number
  readonly field: string
  readonly code: CellNotice | 'left_empty'
  readonly value: string
}

export interface BuiltRows {
  readonly rows: readonly ImportRow[]
  readonly errors: readonly RowError[]
  readonly notices: readonly RowNotice[]
}

export interface BuildOptions extends Pick<ValueContext, 'choices'> {
  readonly usualDayOrder: DayOrder
  readonly reading?: ImportReading
  readonly is1904?: boolean
  /** Of these lines alone; how numbers and days are written shows in all of them. */
  readonly only?: ReadonlySet<number>
}

/** A column that is imported, and how its cells are read. */
export interface BuildColumn {
  readonly place: number
  readonly header: string
  readonly field: ImportField
  /** The column that says of which kind its values are. */
  readonly typePlace: number | null
  readonly context: ValueContext
}

/** The columns of a table that are imported. */
export function buildColumns(
  table: Table,
  mapping: ImportMapping,
  options: BuildOptions,
): readonly BuildColumn[] {
  const fields = table.headers.map((header) => fieldOf(mapping[header]))
  const dayOrder = orderOf(table, fields, options)
  const chosen = options.reading?.decimal
  return table.headers.flatMap((header, place): BuildColumn[] => {
    const field = fields[place]
    if (!field) return []
    const isNumber = field.kind === 'amount' || field.kind === 'percent'
    const cells = isNumber ? cellsOf(table, place) : []
    const context: ValueContext = {
      dayOrder,
      numbers: chosen ? { decimal: chosen, isFine: true } : numberStyleOf(textsAmong(cells)),
      isFraction: field.kind === 'percent' && areFractions(cells, isFractionHeader(header)),
      is1904: options.is1904 ?? false,
      values: options.reading?.values?.[field.id] ?? {},
      choices: options.choices,
    }
    return [{ place, header, field, typePlace: typePlaceOf(header, table.headers), context }]
  })
}

/** What the rows of a file say under a mapping; rows with a value that does not fit are told, and not built. */
export function buildRows(table: Table, mapping: ImportMapping, options: BuildOptions): BuiltRows {
  const columns = buildColumns(table, mapping, options)
  return together([buildSlice(table.rows, columns, options)])
}

/** Rows that are built before the page is asked whether it has something else to do. */
const SLICE = 1_000

/** As `buildRows`, with a pause after each slice, in which the page answers. */
export async function buildRowsInSlices(
  table: Table,
  mapping: ImportMapping,
  options: BuildOptions,
  pause: () => Promise<void>,
): Promise<BuiltRows> {
  const columns = buildColumns(table, mapping, options)
  const slices: BuiltRow[][] = []
  for (let start = 0; start < table.rows.length; start += SLICE) {
    slices.push(buildSlice(table.rows.slice(start, start + SLICE), columns, options))
    await pause()
  }
  return together(slices)
}

function buildSlice(
  rows: readonly TableRow[],
  columns: readonly BuildColumn[],
  { only, reading }: BuildOptions,
): BuiltRow[] {
  return rows
    .filter(({ line }) => only?.has(line) ?? true)
    .map((row) => buildRow(row, columns, reading?.leaveEmpty ?? false))
}

function together(slices: readonly BuiltRow[][]): BuiltRows {
  const built = slices.flat()
  return {
    rows: built.flatMap(({ row }) => row ?? []),
    errors: built.flatMap(({ errors }) => errors),
    notices: built.flatMap(({ notices }) => notices),
  }
}

interface BuiltRow {
  readonly row: ImportRow | null
  readonly errors: readonly RowError[]
  readonly notices: readonly RowNotice[]
}

/** What one row of a file says. */
export function buildRow(
  row: TableRow,
  columns: readonly BuildColumn[],
  leaveEmpty: boolean,
): BuiltRow {
  const { line, fault } = row
  const refused = (code: string, value = '') => ({
    row: null,
    errors: [{ line, field: '', code, value }],
    notices: [],
  })
  if (fault) return refused(fault, row.cells.join(' | ').slice(0, 120))
  const { draft, wrong, notices } = readCells(row, columns)
  const sections = complete(draft)
  // What a cell says of a record that the row does not name is nobody's.
  const isCounting = ({ section }: WrongCell) => section in sections || !isNamed(sections)
  const errors = wrong.filter(isCounting).map(({ error }) => error)
  if (errors.length > 0 && !leaveEmpty) return { row: null, errors, notices }
  if (Object.keys(sections).length === 0) return refused('nothing')
  const emptied = errors.map((error) => ({ ...error, code: 'left_empty' as const }))
  return { row: { line, ...sections }, errors: [], notices: [...notices, ...emptied] }
}

interface WrongCell {
  readonly section: ImportSection
  readonly error: RowError
}

function readCells(row: TableRow, columns: readonly BuildColumn[]) {
  const { line } = row
  const draft: Draft = {}
  const wrong: WrongCell[] = []
  const notices: RowNotice[] = []
  for (const column of columns) {
    const source = sourceOf(row, column)
    if (source.text === '') continue
    const { section, id: field } = column.field
    const about = { line, field, value: source.text }
    const cell = readCell(column.field, source, column.context)
    if ('error' in cell) {
      wrong.push({ section, error: { ...about, code: cell.error } })
      continue
    }
    if (cell.notice) notices.push({ ...about, code: cell.notice })
    if (cell.value !== undefined) put(draft, column, cell.value)
  }
  return { draft, wrong, notices }
}

/** The cell of a row in a column. */
export function sourceOf(row: TableRow, { place, typePlace }: BuildColumn): CellSource {
  return {
    text: row.cells[place] ?? '',
    exact: row.exact?.[place],
    type: typePlace === null ? undefined : row.cells[typePlace],
  }
}

type Draft = Partial<Record<ImportSection, Record<string, unknown>>>

function cellsOf(table: Table, place: number): readonly CellSource[] {
  return table.rows.flatMap(({ cells, exact }) => {
    const text = cells[place] ?? ''
    return text === '' ? [] : [{ text, exact: exact?.[place] }]
  })
}

function textsAmong(cells: readonly CellSource[]): readonly string[] {
  return cells.flatMap(({ text, exact }) => (exact ? [] : [text]))
}

/** One order for the whole file: a program writes all its days alike. */
function orderOf(
  table: Table,
  fields: readonly (ImportField | undefined)[],
  { reading, usualDayOrder }: BuildOptions,
): DayOrder {
  if (reading?.dayOrder) return reading.dayOrder
  const shown = dayOrderOf(dayTexts(table, fields))
  return shown === null || shown === 'both' ? usualDayOrder : shown
}

/** Every text of a table that is read as a day. */
export function* dayTexts(
  table: Table,
  fields: readonly (ImportField | undefined)[],
): Iterable<string> {
  const places = fields.flatMap((field, place) =>
    field?.kind === 'day' || field?.kind === 'moment' ? [place] : [],
  )
  for (const { cells } of table.rows) for (const place of places) yield cells[place] ?? ''
}

/** `E-mail 1 - Value` stands beside `E-mail 1 - Label`. */
function typePlaceOf(header: string, headers: readonly string[]): number | null {
  const [, before] = /^(.*) - value$/i.exec(header) ?? []
  if (before === undefined) return null
  const place = headers.findIndex(
    (other) =>
      [`${before} - label`, `${before} - type`].includes(other.toLowerCase()) ||
      new RegExp(`^${escaped(before)} - (?:label|type)$`, 'i').test(other),
  )
  return place < 0 ? null : place
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function put(row: Draft, { field, header }: BuildColumn, value: unknown): void {
  const section = row[field.section] ?? {}
  // What first and last name say by themselves is surer.
  row[field.section] =
    field.kind === 'full_name'
      ? { ...(value as object), ...section }
      : { ...section, ...written(section, { field, header, value }) }
}

/** The column that a value fills, with what other columns gave it already. */
function written(
  section: Readonly<Record<string, unknown>>,
  { field, header, value }: Pick<BuildColumn, 'field' | 'header'> & { readonly value: unknown },
): Readonly<Record<string, unknown>> {
  const { kind, id, column } = field
  switch (kind) {
    case 'emails':
      return joined(section, 'email_jsonb', value)
    case 'phones':
      return joined(section, 'phone_jsonb', value)
    case 'tags':
    case 'list':
      return joined(section, column, value)
    case 'names':
    case 'keys':
      return joined(section, 'contacts', value)
    case 'lines':
      return { text: [section['text'], `${header}: ${value}`].filter(Boolean).join('\n') }
  }
  if (id === 'note.text') return { text: [value, section['text']].filter(Boolean).join('\n') }
  // To other programs it is a status that an opportunity is won, to us it is a stage.
  if (id === 'opportunity.status' && isClosed(value)) return { stage: value }
  return id === 'opportunity.stage' && isClosed(section['stage']) ? {} : { [column]: value }
}

function isClosed(value: unknown): boolean {
  return value === 'closed_won' || value === 'closed_lost'
}

function joined(section: Readonly<Record<string, unknown>>, name: string, value: unknown) {
  return { [name]: [...listOf(section[name]), ...listOf(value)] }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/**
 * Without what nothing can be found or made by: the town of somebody without an organization is no organization. Where that
 * leaves nothing, it stays, and the row is refused for what it lacks.
 */
function complete(row: Draft): Draft {
  const named = Object.fromEntries(
    Object.entries(row).filter(([section, given]) => names(section as ImportSection, given)),
  )
  if (named['contact'] === undefined) {
    // Of nobody, they have no place.
    delete named['note']
    delete named['task']
  }
  return Object.keys(named).length > 0 ? named : row
}

function names(
  section: ImportSection,
  given: Readonly<Record<string, unknown>> | undefined,
): boolean {
  return NAMING[section].some((name) => given?.[name] !== undefined)
}

function isNamed(row: Draft): boolean {
  return Object.entries(row).some(([section, given]) => names(section as ImportSection, given))
}

const NAMING: Readonly<Record<ImportSection, readonly string[]>> = {
  organization: ['id', 'external_id', 'name'],
  contact: ['id', 'external_id', 'first_name', 'last_name', 'email_jsonb'],
  opportunity: ['id', 'external_id', 'name'],
  note: ['text'],
  task: ['text'],
}

/** What a part may weigh: far from what the server takes at once, and soon done. */
const PART_CHARACTERS = 400_000

/**
 * Rows in parts of a size that the server takes at once. Those about one organization come one after another, and so do those
 * about a person without one, so that a part knows what its rows share; else in the order of the file.
 */
export function inBatches(
  rows: readonly ImportRow[],
  size: number,
  characters: number = PART_CHARACTERS,
): ImportRow[][] {
  const groups = new Map<string, ImportRow[]>()
  for (const row of rows) {
    const key = groupOf(row)
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(row)
  }
  const parts: ImportRow[][] = []
  let weight = 0
  for (const row of [...groups.values()].flat()) {
    const own = JSON.stringify(row).length
    const part = parts.at(-1)
    if (part === undefined || part.length === size || weight + own > characters) {
      parts.push([row])
      weight = own
    } else {
      part.push(row)
      weight += own
    }
  }
  return parts
}

function groupOf({ organization, contact, line }: ImportRow): string {
  const emails = contact?.['email_jsonb'] as readonly { readonly email: string }[] | undefined
  const name =
    organization?.['name'] ??
    organization?.['external_id'] ??
    contact?.['external_id'] ??
    emails?.[0]?.email ??
    line
  return String(name).toLowerCase()
}
