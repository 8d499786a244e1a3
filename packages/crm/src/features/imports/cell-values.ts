import {
  contactRoles,
  defaultStageMap,
  opportunityStages,
  opportunityStatuses,
  organizationTypes,
  priorityLevels,
} from '@valence/schema'
import type { Choice } from '../../providers/types.ts'
import { values } from '../../words/values.ts'
import type { Text } from '../../words/words.ts'
import { guessContact } from '../references/index.ts'
import type { ChoiceGroup, ImportField } from './fields.ts'
import { foldHeader } from './fold-header.ts'
import { foreignValues } from './foreign-values.ts'
import { isExchangeAddress, readAddresses } from './read-address.ts'
import { type DayOrder, dayOf, dueOf, isExactInstant, momentOf, readDay } from './read-day.ts'
import { type NumberStyle, numberUnder, readNumber } from './read-number.ts'
import type { ExactNumber } from './table.ts'

/**
 * A value as the database takes it, undefined where the cell is left empty, or what is wrong with it (a key below
 * `crm.import.error`). `notice` says what was done to it, a key below `crm.import.notice`.
 */
export type CellValue =
  | { readonly value: unknown; readonly notice?: CellNotice }
  | { readonly error: string }

export type CellNotice =
  | 'rounded'
  | 'beside_address'
  | 'exchange_address'
  | 'no_value'
  | 'beyond_list'
  | 'further_ids'

/** How the cells of a column are read. */
export interface ValueContext {
  readonly dayOrder: DayOrder
  readonly numbers: NumberStyle
  /** Percents are written as parts of one: 0.9 for 90 %. */
  readonly isFraction: boolean
  /** The days of the workbook count from 1904 on. */
  readonly is1904: boolean
  /** What people said that values of the file are, by `foldHeader` of the text; '' leaves them empty. */
  readonly values: Readonly<Record<string, string>>
  /** The lists of the installation's settings, and its own labels of stages and priorities. */
  readonly choices: Choices
}

export type Choices = (
  group: 'noteStatuses' | 'companySectors' | 'dealCategories' | 'stage' | 'priority',
) => readonly Choice[]

/** A cell: its text, and its number where a workbook holds one. */
export interface CellSource {
  readonly text: string
  readonly exact?: ExactNumber | undefined
  /** What the column beside it says of its kind: Work, Home, Mobile. */
  readonly type?: string | undefined
}

/** What people and programs write where there is nothing. */
const NO_VALUE = /^(?:[-–—.]+|n\/?a|none|null|nil|keine?|aucune?|0\/0\/00(?:00)?)$/i

/** The value of a cell that is not empty. */
export function readCell(field: ImportField, cell: CellSource, context: ValueContext): CellValue {
  const { text } = cell
  switch (field.kind) {
    case 'text':
    case 'lines':
      return { value: text }
    case 'full_name': {
      const { first_name, last_name } = guessContact(text)
      return { value: { first_name, last_name } }
    }
    case 'emails':
      return readEmails(text, typeNamed(cell.type) ?? field.type ?? 'Work')
    case 'phones': {
      const type = typeNamed(cell.type) ?? field.type
      return { value: parts(text, /:::|[;,\n]/).map((number) => ({ number, type })) }
    }
    case 'tags':
      return readTags(text)
    case 'list':
      return { value: parts(text, /:::|[;\n]/) }
    case 'names':
      return {
        value: parts(text, /:::|[;\n]/).map((name) => {
          const [first_name = '', ...rest] = name.split(/\s+/)
          return { first_name, last_name: rest.join(' ') }
        }),
      }
    case 'key':
      return readKey(text)
    case 'keys':
      return { value: parts(text, /[;,\n]/).map((external_id) => ({ external_id })) }
    case 'id':
      return /^\d{1,18}$/.test(text) ? { value: Number(text) } : { error: 'number' }
    case 'amount':
      return readAmount(cell, context)
    case 'percent':
      return readPercent(cell, context)
    case 'day':
    case 'moment':
      return readDate(field, cell, context)
    case 'boolean':
      return readBoolean(text)
    case 'size':
      return chosen(text, context) ?? readSize(text)
    case 'choice':
      return chosen(text, context) ?? readChoice(text, field.choices, context)
    case 'owner':
      return chosen(text, context) ?? { value: text }
  }
}

/** Programs list several IDs; a record is one. */
function readKey(text: string): CellValue {
  const [first, ...others] = parts(text, /[;\n]/)
  return others.length > 0 ? { value: first, notice: 'further_ids' } : { value: text }
}

/** What people said that a value is. */
function chosen(text: string, { values }: ValueContext): CellValue | null {
  const value = values[foldHeader(text)]
  if (value === undefined) return null
  return value === ''
    ? { value: undefined }
    : { value: /^\d+$/.test(value) ? Number(value) : value }
}

/** The values in a cell; one in quotes holds any sign. */
function parts(text: string, separator: RegExp): string[] {
  const isQuoted = /(?:^|[;,\n])\s*"/.test(text)
  const pieces = isQuoted ? withQuotes(text, separator) : text.split(separator)
  return pieces.map((part) => withoutGuard(part.trim())).filter((part) => part !== '')
}

/** `"Fair, spring"; vip` is two. What only looks quoted is parted as if it were not. */
function withQuotes(text: string, separator: RegExp): readonly string[] {
  const quoted: string[] = []
  // In the place of what is quoted stands a sign that no text of a file has: such signs were taken out.
  const marked = text.replace(
    /(^|[;,\n])(\s*)"((?:[^"]|"")*)"(?=\s*(?:[;,\n]|$))/g,
    (_, before, space, inner) => {
      quoted.push(String(inner).replaceAll('""', '"'))
      return `${before}${space}\u0001${quoted.length - 1}\u0001`
    },
  )
  return marked
    .split(separator)
    .map((part) => part.trim())
    .map((part) => {
      const place = part.startsWith('\u0001') ? quoted[Number(part.slice(1, -1))] : undefined
      return place === undefined ? part : guarded(place)
    })
}

/** What is in quotes is as it stands. */
function guarded(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula. */
export function withoutGuard(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}

const HOME = /home|priv|personal|domicile|perso/i
const WORK = /work|business|office|bureau|pro\b|arbeit|main|company/i

/** Our name of the kind of an address or number. */
function typeNamed(text: string | undefined): 'Work' | 'Home' | 'Other' | undefined {
  if (text === undefined || text === '') return undefined
  if (HOME.test(text)) return 'Home'
  return WORK.test(text) ? 'Work' : 'Other'
}

/** Groups that Google keeps for itself. */
const OWN_GROUP = /^\*\s?my\s?contacts$/i

function readTags(text: string): CellValue {
  // Atomic CRM parts them by commas, which a name may hold where semicolons part them; a quoted name holds anything.
  const bare = text.replace(/"(?:[^"]|"")*"/g, '')
  const separator = bare.includes(':::') ? /:::/ : bare.includes(';') ? /[;\n]/ : /[,\n]/
  const tags = parts(text, separator)
    .filter((tag) => !OWN_GROUP.test(tag))
    // Google marks its own groups with a star.
    .map((tag) => (bare.includes(':::') ? tag.replace(/^\*\s+/, '') : tag))
  return { value: tags.length > 0 ? tags : undefined }
}

function readEmails(text: string, type: string): CellValue {
  if (NO_VALUE.test(text)) return { value: undefined, notice: 'no_value' }
  if (isExchangeAddress(text)) return { value: undefined, notice: 'exchange_address' }
  const { addresses, rest } = readAddresses(text)
  if (addresses.length === 0) return { error: 'email' }
  return {
    value: addresses.map((email) => ({ email, type })),
    ...(rest === '' ? {} : { notice: 'beside_address' as const }),
  }
}

function readAmount({ text, exact }: CellSource, { numbers }: ValueContext): CellValue {
  if (exact) return rounded(exact.number)
  if (NO_VALUE.test(text)) return { value: undefined, notice: 'no_value' }
  const number = numberUnder(readNumber(text), numbers)
  if (number === undefined) return { error: 'two_numbers' }
  return number === null ? { error: 'number' } : rounded(number)
}

/** Amounts are whole. */
function rounded(number: number): CellValue {
  const value = Math.sign(number) * Math.round(Math.abs(number)) || 0
  return value === number ? { value } : { value, notice: 'rounded' }
}

function readPercent({ text, exact }: CellSource, context: ValueContext): CellValue {
  if (!exact && NO_VALUE.test(text)) return { value: undefined, notice: 'no_value' }
  const hasSign = exact ? exact.isPercent : text.includes('%')
  // No chance is over a thousand percent.
  const reading = readNumber(text.replace('%', ''))
  const read = reading.kind === 'either' ? reading.asDecimal : numberUnder(reading, context.numbers)
  const number = exact ? exact.number : read
  if (number === null || number === undefined) return { error: 'percent' }
  const isPart = exact ? exact.isPercent || context.isFraction : !hasSign && context.isFraction
  // 0.29 × 100 is 28.999999999999996.
  const percent = isPart ? Number((number * 100).toPrecision(12)) : number
  return percent < 0 || percent > 100 ? { error: 'percent' } : rounded(percent)
}

/**
 * Whether the percents of a column are parts of one: none is over it, and some are between it and nothing. Where all are 0 or 1,
 * nothing shows it; `isKnown` says that the program writes them so.
 */
export function areFractions(cells: readonly CellSource[], isKnown = false): boolean {
  const hasSigns = cells.some(({ text, exact }) => !exact && text.includes('%'))
  const numbers = cells.flatMap(({ text, exact }) => exact?.number ?? plainNumber(text) ?? [])
  const isAtMostOne = numbers.every((number) => number >= 0 && number <= 1)
  return !hasSigns && isAtMostOne && (isKnown || numbers.some((number) => number % 1 !== 0))
}

function plainNumber(text: string): number | null {
  const reading = readNumber(text)
  if (reading.kind === 'either') return reading.asDecimal
  return reading.kind === 'sure' ? reading.number : null
}

function readDate(
  { kind, id }: ImportField,
  { text }: CellSource,
  context: ValueContext,
): CellValue {
  if (NO_VALUE.test(text)) return { value: undefined, notice: 'no_value' }
  const read = readDay(text, context)
  if (read === null) return { error: 'day' }
  if (kind === 'day') return { value: dayOf(read) }
  if (id === 'task.due_date') return { value: dueOf(read) }
  return { value: isExactInstant(text) ? text : momentOf(read) }
}

const YES = ['true', 'yes', 'y', '1', 'x', 'oui', 'o', 'vrai']
const NO = ['false', 'no', 'n', '0', 'non', 'faux']

function readBoolean(text: string): CellValue {
  const word = text.toLowerCase()
  if (YES.includes(word)) return { value: true }
  return NO.includes(word) ? { value: false } : { error: 'boolean' }
}

/** Numbers of people at which bands end. */
export const SIZES = [1, 10, 50, 250, 500] as const

/** A number of people as the band that holds it; the names of the bands are taken too. Of `1,001-5,000` the middle counts. */
function readSize(text: string): CellValue {
  const folded = foldHeader(text)
  const named = SIZES.find((size) =>
    Object.values(values.size[size]).some((name) => foldHeader(name) === folded),
  )
  if (named !== undefined) return { value: named }
  const ends = text
    .split(/[-–—]|\bto\b|\bà\b|\bbis\b/u)
    .map((end) => readNumber(end.replace(/[^\d.,\s'’]/gu, '').trim()))
    .map((reading) =>
      reading.kind === 'either' ? reading.asThousands : numberUnder(reading, UNKNOWN_STYLE),
    )
  const [first, last = first] = ends
  if (!/^\D{0,3}\d/.test(text) || typeof first !== 'number') return { error: 'choice' }
  const isBand = ends.length === 1 && SIZES.some((size) => size === first)
  if (isBand) return { value: first }
  return { value: bandOf(typeof last === 'number' ? (first + last) / 2 : first) }
}

/** Numbers of people are whole. */
const UNKNOWN_STYLE: NumberStyle = { decimal: null, isFine: false }

function bandOf(people: number): (typeof SIZES)[number] {
  if (people <= 1) return 1
  if (people <= 10) return 10
  if (people < 50) return 50
  return people < 250 ? 250 : 500
}

const FIXED: Readonly<Partial<Record<ChoiceGroup, readonly string[]>>> = {
  stage: opportunityStages,
  opportunity_status: opportunityStatuses,
  priority: priorityLevels,
  organization_type: organizationTypes,
  contact_role: contactRoles,
}

/** Stages that Atomic CRM and other programs have, and statuses that are stages to us. */
const CLOSED: Readonly<Record<string, string>> = { won: 'closed_won', lost: 'closed_lost' }

function readChoice(
  text: string,
  group: ChoiceGroup | undefined,
  { choices }: ValueContext,
): CellValue {
  const folded = foldHeader(text)
  if (group === 'noteStatuses' || group === 'companySectors' || group === 'dealCategories') {
    // These are words of the installation; what its settings have lost may still be in its rows.
    const known = choices(group).find(
      ({ value, label }) => foldHeader(value) === folded || foldHeader(label) === folded,
    )
    return known ? { value: known.value } : { value: text, notice: 'beyond_list' }
  }
  const own = (group === 'stage' || group === 'priority' ? choices(group) : []).find(
    ({ label }) => foldHeader(label) === folded,
  )
  if (own !== undefined) return { value: own.value }
  const found = valuesOf(group).find((value) =>
    [value, ...wordsOf(group ?? 'stage', value)].some((word) => foldHeader(word) === folded),
  )
  if (found !== undefined) return { value: found }
  const legacy = group === 'stage' ? defaultStageMap[text.toLowerCase()] : undefined
  return legacy ? { value: legacy.stage } : { error: 'choice' }
}

/** The values that a choice has. */
export function valuesOf(group: ChoiceGroup | undefined): readonly string[] {
  return FIXED[group ?? 'stage'] ?? []
}

/** A value that a text of another program may mean: to be shown, and confirmed. */
export function suggestedValue(group: ChoiceGroup | undefined, text: string): string | null {
  // «Closed Won (Sales Pipeline)» names the pipeline too.
  const folded = foldHeader(text.replace(/\s*\([^)]*\)\s*$/, ''))
  const known = valuesOf(group).find((value) =>
    [value, ...wordsOf(group ?? 'stage', value)].some((word) => foldHeader(word) === folded),
  )
  if (known !== undefined) return known
  return (
    (group === 'opportunity_status' ? CLOSED[folded] : undefined) ??
    foreignValues[group ?? 'stage']?.[folded] ??
    null
  )
}

const NAMES: Readonly<Record<string, Readonly<Record<string, Text>>>> = values

/** What a value is called in each language. */
function wordsOf(group: ChoiceGroup, value: string): string[] {
  return Object.values(NAMES[group]?.[value] ?? {})
}
