import type { ImportMapping, ImportRow, ImportSection } from '../../providers/types.ts'
import {
  type CellValue,
  type DayOrder,
  dayOrderOf,
  readCell,
  type ValueContext,
} from './cell-values.ts'
import { fieldOf, type ImportField } from './fields.ts'

/** The cells of a file: trimmed texts, each row as long as the headers. */
export interface Table {
  readonly headers: readonly string[]
  /** With the line of the file, as a spreadsheet counts it. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

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

export interface BuiltRows {
  readonly rows: readonly ImportRow[]
  readonly errors: readonly RowError[]
}

interface Column {
  readonly place: number
  readonly field: ImportField
  readonly dayOrder: DayOrder
}

/** What the rows of a file say under a mapping; rows with a value that does not fit are told, and not built. */
export function buildRows(
  table: Table,
  mapping: ImportMapping,
  {
    only,
    ...options
  }: Pick<ValueContext, 'choices'> & {
    readonly usualDayOrder: DayOrder
    /** Of these lines alone; how dates are written shows in all of them. */
    readonly only?: ReadonlySet<number>
  },
): BuiltRows {
  const columns = table.headers.flatMap((header, place): Column[] => {
    const field = fieldOf(mapping[header])
    if (!field) return []
    const texts = field.kind === 'day' || field.kind === 'moment' ? textsOf(table, place) : []
    return [{ place, field, dayOrder: dayOrderOf(texts, options.usualDayOrder) }]
  })
  const rows: ImportRow[] = []
  const errors: RowError[] = []
  for (const { line, cells } of table.rows.filter(({ line }) => only?.has(line) ?? true)) {
    const row: Draft = {}
    let isWrong = false
    for (const { place, field, dayOrder } of columns) {
      const text = cells[place] ?? ''
      if (text === '') continue
      const cell = readCell(field, text, { choices: options.choices, dayOrder })
      if ('error' in cell) {
        errors.push({ line, field: field.id, code: cell.error, value: text })
        isWrong = true
      } else {
        put(row, field, cell)
      }
    }
    const sections = complete(row)
    if (isWrong) continue
    if (Object.keys(sections).length === 0) {
      errors.push({ line, field: '', code: 'nothing', value: '' })
      continue
    }
    rows.push({ line, ...sections })
  }
  return { rows, errors }
}

type Draft = Partial<Record<ImportSection, Record<string, unknown>>>

function textsOf(table: Table, place: number): readonly string[] {
  return table.rows.map(({ cells }) => cells[place] ?? '')
}

function put(
  row: Draft,
  field: ImportField,
  { value }: Extract<CellValue, { value: unknown }>,
): void {
  const section = row[field.section] ?? {}
  row[field.section] = section
  if (field.kind === 'full_name') {
    // What first and last name say by themselves is surer.
    row[field.section] = { ...(value as object), ...section }
    return
  }
  if (field.kind === 'emails' || field.kind === 'phones') {
    const name = field.kind === 'emails' ? 'email_jsonb' : 'phone_jsonb'
    section[name] = [...listOf(section[name]), ...listOf(value)]
    return
  }
  section[field.column] = value
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
    Object.entries(row).filter(([section, given]) =>
      (NAMING[section as ImportSection] ?? []).some((name) => given?.[name] !== undefined),
    ),
  )
  if (named['contact'] === undefined) {
    // Of nobody, they have no place.
    delete named['note']
    delete named['task']
  }
  return Object.keys(named).length > 0 ? named : row
}

const NAMING: Readonly<Record<ImportSection, readonly string[]>> = {
  organization: ['id', 'external_id', 'name'],
  contact: ['id', 'external_id', 'first_name', 'last_name', 'email_jsonb'],
  opportunity: ['id', 'external_id', 'name'],
  note: ['text'],
  task: ['text'],
}

/**
 * Rows in parts of a size that the server takes at once. Those about one organization come one after another, and so do those
 * about a person without one, so that a part knows what its rows share; else in the order of the file.
 */
export function inBatches(rows: readonly ImportRow[], size: number): ImportRow[][] {
  const groups = new Map<string, ImportRow[]>()
  for (const row of rows) {
    const key = groupOf(row)
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(row)
  }
  const sorted = [...groups.values()].flat()
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, place) =>
    sorted.slice(place * size, (place + 1) * size),
  )
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
