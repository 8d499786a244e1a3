import { valuesOf } from './cell-values.ts'
import type { ImportField } from './fields.ts'

/** The key of the catalog that names a value of a choice; null for the words of the installation. */
export function choiceKey({ kind, choices: group }: ImportField, value: unknown): string | null {
  if (kind === 'size' && value !== undefined) return `crm.size.${value}`
  const isOwn = group === undefined || valuesOf(group).length === 0
  if (kind !== 'choice' || value === undefined || isOwn) return null
  return String(value).startsWith('closed_') ? `crm.stage.${value}` : `crm.${group}.${value}`
}

/** What was read of a cell, as people read it. */
export function shownValue({ kind }: ImportField, value: unknown, locale: string): string {
  if (value === undefined || value === null) return ''
  if (kind === 'amount' && typeof value === 'number') return value.toLocaleString(locale)
  if (kind === 'percent') return `${value} %`
  if (kind === 'day') return inWords(new Date(`${value}T12:00:00`), locale, false)
  if (kind === 'moment') return inWords(new Date(String(value)), locale, true)
  if (Array.isArray(value)) return value.map(entryText).join('; ')
  return typeof value === 'object' ? entryText(value) : String(value)
}

/** With the month in words, so that no order of day and month is left to guess. */
function inWords(date: Date, locale: string, withTime: boolean): string {
  const isNoon = date.getHours() === 12 && date.getMinutes() === 0
  return date.toLocaleString(locale, {
    dateStyle: 'medium',
    ...(withTime && !isNoon ? { timeStyle: 'short' } : {}),
  })
}

function entryText(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return String(entry)
  return Object.entries(entry)
    .filter(([key]) => key !== 'type')
    .map(([, part]) => String(part))
    .filter(Boolean)
    .join(' ')
}
