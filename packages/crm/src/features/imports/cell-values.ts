import {
  contactRoles,
  defaultStageMap,
  opportunityStages,
  opportunityStatuses,
  organizationTypes,
  priorityLevels,
} from '@valence/schema'
import { labels as english } from '../../app/i18n/en-labels.ts'
import { labels as french } from '../../app/i18n/fr-labels.ts'
import type { Choice } from '../../providers/types.ts'
import { guessContact } from '../references/index.ts'
import type { ChoiceGroup, ImportField } from './fields.ts'
import { foldHeader } from './match-headers.ts'

/** A value as the database takes it, or what is wrong with it (a key below `crm.import.error`). */
export type CellValue = { readonly value: unknown } | { readonly error: string }

/** How the dates of a column are written: `12/31` or `31/12`. */
export type DayOrder = 'month_first' | 'day_first'

export interface ValueContext {
  readonly dayOrder: DayOrder
  /** The lists of the installation's settings, and its own labels of stages and priorities. */
  readonly choices: (
    group: 'noteStatuses' | 'companySectors' | 'dealCategories' | 'stage' | 'priority',
  ) => readonly Choice[]
}

/** The value of a cell that is not empty. */
export function readCell(field: ImportField, text: string, context: ValueContext): CellValue {
  switch (field.kind) {
    case 'text':
      return { value: text }
    case 'full_name': {
      const { first_name, last_name } = guessContact(text)
      return { value: { first_name, last_name } }
    }
    case 'emails':
      return readEmails(text, field.type ?? 'Work')
    case 'phones':
      return { value: parts(text, /[;,\n]/).map((number) => ({ number, type: field.type })) }
    case 'tags':
      // Atomic CRM parts them by commas, which a name may hold where semicolons part them.
      return { value: parts(text, text.includes(';') ? /[;\n]/ : /[,\n]/) }
    case 'list':
      return { value: parts(text, /[;\n]/) }
    case 'names':
      return {
        value: parts(text, /[;\n]/).map((name) => {
          const [first_name = '', ...rest] = name.split(/\s+/)
          return { first_name, last_name: rest.join(' ') }
        }),
      }
    case 'id':
      return /^\d{1,18}$/.test(text) ? { value: Number(text) } : { error: 'number' }
    case 'amount':
      return readNumber(text)
    case 'percent':
      return readPercent(text)
    case 'day':
      return readDay(text, context.dayOrder)
    case 'moment':
      return readMoment(text, context.dayOrder)
    case 'boolean':
      return readBoolean(text)
    case 'size':
      return readSize(text)
    case 'choice':
      return readChoice(text, field.choices, context)
  }
}

/** The order of day and month that the values of a column show; `usual` where none does. */
export function dayOrderOf(texts: readonly string[], usual: DayOrder): DayOrder {
  for (const text of texts) {
    const [, first, second] = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}/.exec(text) ?? []
    if (Number(first) > 12) return 'day_first'
    if (Number(second) > 12) return 'month_first'
  }
  return usual
}

function parts(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => withoutGuard(part.trim()))
    .filter((part) => part !== '')
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula. */
export function withoutGuard(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}

function readEmails(text: string, type: string): CellValue {
  const addresses = parts(text.replace(/^mailto:/i, ''), /[;,\s]/)
  const wrong = addresses.find((address) => !/^\S+@\S+$/.test(address))
  if (wrong !== undefined || addresses.length === 0) return { error: 'email' }
  return { value: addresses.map((email) => ({ email: email.toLowerCase(), type })) }
}

/** A whole number however it is written: `1,234.50`, `1 234,50 €`, `$1'234`. */
function readNumber(text: string): CellValue {
  // A currency may stand before or after; anything else, such as the M of a million, is not guessed at.
  const digits = text.replace(/\p{Sc}|\b[A-Z]{3}\b|[\s'’]/gu, '')
  if (!/^(?:-?[\d.,]*\d[\d.,]*-?|\([\d.,]*\d[\d.,]*\))$/.test(digits)) return { error: 'number' }
  const plain = digits.replace(/[()-]/g, '')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  const fraction = last < 0 ? '' : plain.slice(last + 1)
  // The last sign parts the fraction, unless there are several of it or three digits after it.
  const isDecimal =
    last >= 0 && fraction.length !== 3 && plain.split(plain[last] ?? '').length === 2
  const whole = (isDecimal ? plain.slice(0, last) : plain).replace(/[.,]/g, '')
  const number = Number(isDecimal ? `${whole || '0'}.${fraction}` : whole)
  return { value: Math.round(digits === plain ? number : -number) }
}

function readPercent(text: string): CellValue {
  const read = Number(text.replace('%', '').replace(',', '.').trim())
  const percent = read > 0 && read < 1 ? read * 100 : read
  return !/\d/.test(text) || Number.isNaN(percent) || percent < 0 || percent > 100
    ? { error: 'percent' }
    : { value: Math.round(percent) }
}

function readDay(text: string, order: DayOrder): CellValue {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]|$)/.exec(text)
  if (iso) return day(iso[1], iso[2], iso[3])
  const local = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ]|$)/.exec(text)
  if (!local) return { error: 'day' }
  const [, first, sign, second, written = ''] = local
  const year = written.length === 2 ? `20${written}` : written
  // With points the day comes first everywhere.
  return order === 'month_first' && sign !== '.'
    ? day(year, first, second)
    : day(year, second, first)
}

function day(year = '', month = '', dayOfMonth = ''): CellValue {
  const text = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  return isReal ? { value: text } : { error: 'day' }
}

function readMoment(text: string, order: DayOrder): CellValue {
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) {
    return Number.isNaN(new Date(text).getTime()) ? { error: 'day' } : { value: text }
  }
  return readDay(text, order)
}

const YES = ['true', 'yes', 'y', '1', 'x', 'oui', 'o', 'vrai']
const NO = ['false', 'no', 'n', '0', 'non', 'faux']

function readBoolean(text: string): CellValue {
  const word = text.toLowerCase()
  if (YES.includes(word)) return { value: true }
  return NO.includes(word) ? { value: false } : { error: 'boolean' }
}

const SIZES = [1, 10, 50, 250, 500] as const

/** A number of people as the band that holds it; the names of the bands are taken too. */
function readSize(text: string): CellValue {
  const folded = foldHeader(text)
  const named = SIZES.find((size) =>
    [english, french].some((words) => foldHeader(words.size[size]) === folded),
  )
  if (named !== undefined) return { value: named }
  const people = Number(text.replace(/[^\d].*$/, ''))
  if (!/^\d/.test(text) || Number.isNaN(people)) return { error: 'number' }
  if (people <= 1) return { value: 1 }
  if (people < 10 || text === '10') return { value: 10 }
  if (people <= 50) return { value: 50 }
  return { value: people <= 250 ? 250 : 500 }
}

const FIXED: Readonly<Partial<Record<ChoiceGroup, readonly string[]>>> = {
  stage: opportunityStages,
  opportunity_status: opportunityStatuses,
  priority: priorityLevels,
  organization_type: organizationTypes,
  contact_role: contactRoles,
}

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
    return { value: known?.value ?? text }
  }
  const own = (group === 'stage' || group === 'priority' ? choices(group) : []).find(
    ({ label }) => foldHeader(label) === folded,
  )
  if (own !== undefined) return { value: own.value }
  const found = (FIXED[group ?? 'stage'] ?? []).find((value) =>
    [value, ...wordsOf(group ?? 'stage', value)].some((word) => foldHeader(word) === folded),
  )
  if (found !== undefined) return { value: found }
  const legacy = group === 'stage' ? defaultStageMap[text.toLowerCase()] : undefined
  return legacy ? { value: legacy.stage } : { error: 'choice' }
}

/** What a value is called in each language. */
function wordsOf(group: ChoiceGroup, value: string): string[] {
  return [english, french].flatMap((words) => {
    const known = (words as unknown as Record<string, Record<string, string>>)[group]?.[value]
    return known === undefined ? [] : [known]
  })
}
