import type { ImportMapping, ImportReading } from '../../providers/types.ts'
import {
  type BuildColumn,
  type BuildOptions,
  buildColumns,
  dayTexts,
  sourceOf,
} from './build-rows.ts'
import { readCell, suggestedValue } from './cell-values.ts'
import { fieldOf, type ImportField } from './fields.ts'
import { foldHeader } from './fold-header.ts'
import { type DayOrder, dayOrderOf, needsDayOrder } from './read-day.ts'
import { numberUnder, readNumber } from './read-number.ts'
import type { Table } from './table.ts'

/** A number that is read in two ways, and nothing in its column tells which. */
export interface NumberQuestion {
  readonly field: string
  readonly text: string
  readonly sign: '.' | ','
  readonly asDecimal: number
  readonly asThousands: number
}

/** Days of which the order of day and month matters. */
export interface DayQuestion {
  readonly text: string
  /** What the file shows; null where nothing does, `both` where it contradicts itself. */
  readonly shown: DayOrder | 'both' | null
}

/** A text of a choice that is none of its values. */
export interface ValueQuestion {
  readonly text: string
  readonly folded: string
  readonly count: number
  /** What it most likely is. */
  readonly suggestion: string | null
}

export interface FieldQuestions {
  readonly field: ImportField
  readonly values: readonly ValueQuestion[]
}

export interface Questions {
  readonly number: NumberQuestion | null
  readonly days: DayQuestion | null
  readonly values: readonly FieldQuestions[]
}

/** Users by what a file may call them. */
export type OwnerNames = readonly { readonly email: string; readonly name: string }[]

/** So many different values of a column are asked about: more are no choice, but texts. */
const MOST_VALUES = 100

/** What only people can say about a file under a mapping. */
export function questionsOf(
  table: Table,
  mapping: ImportMapping,
  options: BuildOptions & { readonly owners: OwnerNames },
): Questions {
  // What was answered stays a question: its answer is shown, and can be another.
  const asked = { ...options, reading: withoutAnswers(options.reading) }
  return {
    number: numberQuestion(table, mapping, asked),
    days: dayQuestion(table, mapping),
    values: valueQuestions(table, mapping, asked),
  }
}

/** The answers that count: what people said, and where they said nothing what most likely is meant. */
export function answered(reading: ImportReading, questions: Questions): ImportReading {
  const suggested = questions.values.map(({ field, values }) => [
    field.id,
    {
      ...Object.fromEntries(
        values.flatMap(({ folded, suggestion }) =>
          suggestion === null ? [] : [[folded, suggestion]],
        ),
      ),
      ...reading.values?.[field.id],
    },
  ])
  return { ...reading, values: { ...reading.values, ...Object.fromEntries(suggested) } }
}

function withoutAnswers(reading: ImportReading | undefined): ImportReading {
  const { decimal: _, values: __, ...rest } = reading ?? {}
  return rest
}

function numberQuestion(
  table: Table,
  mapping: ImportMapping,
  options: BuildOptions,
): NumberQuestion | null {
  const columns = buildColumns(table, mapping, options).filter(
    ({ field }) => field.kind === 'amount',
  )
  for (const row of table.rows) {
    for (const column of columns) {
      const { text, exact } = sourceOf(row, column)
      const reading = exact ? null : readNumber(text)
      if (reading?.kind !== 'either') continue
      if (numberUnder(reading, column.context.numbers) === undefined)
        return { ...reading, field: column.field.id, text }
    }
  }
  return null
}

function dayQuestion(table: Table, mapping: ImportMapping): DayQuestion | null {
  const fields = table.headers.map((header) => fieldOf(mapping[header]))
  const shown = dayOrderOf(dayTexts(table, fields))
  for (const text of dayTexts(table, fields)) {
    if (needsDayOrder(text)) return { text, shown }
  }
  return null
}

function valueQuestions(
  table: Table,
  mapping: ImportMapping,
  options: BuildOptions & { readonly owners: OwnerNames },
): readonly FieldQuestions[] {
  const columns = buildColumns(table, mapping, options).filter(({ field }) =>
    ['choice', 'size', 'owner'].includes(field.kind),
  )
  return columns.flatMap((column) => {
    const values = countedTexts(table, column).flatMap((counted) => {
      const suggestion = unknownValue(column, counted.text, options.owners)
      return suggestion === undefined ? [] : [{ ...counted, suggestion }]
    })
    return values.length > 0 ? [{ field: column.field, values: values.slice(0, MOST_VALUES) }] : []
  })
}

/** The different texts of a column, and how often each is there. */
function countedTexts(
  table: Table,
  column: BuildColumn,
): readonly Omit<ValueQuestion, 'suggestion'>[] {
  const counts = new Map<string, { text: string; folded: string; count: number }>()
  for (const row of table.rows) {
    const { text } = sourceOf(row, column)
    if (text === '') continue
    const folded = foldHeader(text)
    const known = counts.get(folded) ?? { text, folded, count: 0 }
    counts.set(folded, { ...known, count: known.count + 1 })
  }
  return [...counts.values()]
}

/** What a text that is no value of its field most likely is, null where nothing is likely; undefined for values. */
function unknownValue(
  { field, context }: BuildColumn,
  text: string,
  owners: OwnerNames,
): string | null | undefined {
  if (field.kind === 'owner') {
    const owner = ownerNamed(text, owners)
    return owner?.isExact || owners.length === 0 ? undefined : (owner?.email ?? null)
  }
  const cell = readCell(field, { text }, context)
  if ('error' in cell) {
    return field.kind === 'choice' ? suggestedValue(field.choices, text) : null
  }
  return cell.notice === 'beyond_list' ? null : undefined
}

function ownerNamed(text: string, owners: OwnerNames) {
  const plain = text.trim().toLowerCase()
  const exact = owners.find(
    ({ email, name }) => email.toLowerCase() === plain || name.toLowerCase() === plain,
  )
  if (exact) return { ...exact, isExact: true }
  const words = foldHeader(text).split(' ').sort().join(' ')
  // «King, Ada» is Ada King.
  const near = owners.find(({ name }) => foldHeader(name).split(' ').sort().join(' ') === words)
  return near ? { ...near, isExact: false } : null
}
