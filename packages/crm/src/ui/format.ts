/** Intl formatters are slow to make and lists ask for them by the hundred. */
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

export interface MoneyOptions {
  readonly locale: string
  /** ISO 4217. */
  readonly currency: string
  /** «$1.2M» rather than «$1,234,567». */
  readonly isCompact?: boolean
}

/**
 * Whole units of a currency; '' for none. A string comes from servers that write bigints so. What is no currency stands
 * behind the number, and what is no number is shown as it is: an installation may hold anything.
 */
export function formatMoney(
  amount: number | string | null | undefined,
  { locale, currency, isCompact = false }: MoneyOptions,
): string {
  if (amount === null || amount === undefined || amount === '') return ''
  if (Number.isNaN(Number(amount))) return String(amount)
  const digits: Intl.NumberFormatOptions = isCompact
    ? { notation: 'compact', maximumFractionDigits: 1 }
    : { maximumFractionDigits: 0 }
  if (!isCurrency(currency)) {
    return `${numberFormat(locale, digits).format(Number(amount))} ${currency}`.trim()
  }
  return numberFormat(locale, { style: 'currency', currency, ...digits }).format(Number(amount))
}

/** What `Intl` takes for a currency, known to it or not; it throws at anything else. */
function isCurrency(code: unknown): boolean {
  return typeof code === 'string' && /^[a-z]{3}$/i.test(code)
}

/** The day of a date column: older installations hold a timestamp whose UTC day counts. */
export function dayOf(value: string | null | undefined): string | null {
  return value ? (/^(\d+-\d\d-\d\d)(?!.*BC$)/.exec(value)?.[1] ?? value) : null
}

/** Browsers guess at what is not written as a calendar's day: nothing here is guessed. */
function momentOf(text: string): Date {
  return new Date(/^\d{4}-\d\d-\d\d(?!.*BC$)/.test(text) ? text : Number.NaN)
}

/** «Nov 23, 2026» for `YYYY-MM-DD…`; never shifted by a time zone. '' for none. */
export function formatDay(value: string | null | undefined, locale: string): string {
  const day = dayOf(value)
  if (!day) return ''
  const date = momentOf(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(date)
}

/** «Nov 23», with the year when it is not that of `now`. */
export function formatShortDay(
  value: string | null | undefined,
  locale: string,
  now: Date = new Date(),
): string {
  const day = dayOf(value)
  if (!day) return ''
  const date = momentOf(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  const isThisYear = date.getUTCFullYear() === now.getFullYear()
  const options = { month: 'short', day: 'numeric', timeZone: 'UTC' } as const
  return dateFormat(locale, isThisYear ? options : { ...options, year: 'numeric' }).format(date)
}

/** «Nov 2026» for the first day of a month. */
export function formatMonth(day: string, locale: string): string {
  const date = momentOf(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  return dateFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(date)
}

/** Date and time in the reader's zone. '' for none. */
export function formatMoment(value: string | null | undefined, locale: string): string {
  if (!value) return ''
  const date = momentOf(value)
  if (Number.isNaN(date.getTime())) return value
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}

/** The time of day in the reader's zone. */
export function formatTime(moment: string, locale: string): string {
  const date = momentOf(moment)
  if (Number.isNaN(date.getTime())) return moment
  return dateFormat(locale, { timeStyle: 'short' }).format(date)
}

const LONG_UNITS = [
  ['year', 365],
  ['month', 30],
  ['week', 7],
  ['day', 1],
] as const

const SHORT_UNITS = [
  ['hour', 3_600],
  ['minute', 60],
] as const

/** «3 days ago», «in 2 hours», «now»: from a day on by the reader's calendar. '' for none. */
export function formatRelative(
  value: string | null | undefined,
  locale: string,
  now: Date = new Date(),
): string {
  if (!value) return ''
  const moment = momentOf(value)
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000)
  if (Number.isNaN(seconds)) return value
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const isDaysAway = Math.abs(seconds) * 1000 >= DAY_MS
  const distance = isDaysAway ? daysBetween(today(now), today(moment)) : seconds
  const units = isDaysAway ? LONG_UNITS : SHORT_UNITS
  const unit = units.find(([, size]) => Math.abs(distance) >= size)
  return unit ? format.format(Math.trunc(distance / unit[1]), unit[0]) : format.format(0, 'second')
}

/** The reader's calendar day of a moment, what is none as it is; null for none. Of the day in a date column: `dayOf`. */
export function dayOfMoment(value: string | null | undefined): string | null {
  if (!value) return null
  const date = momentOf(value)
  return Number.isNaN(date.getTime()) ? value : today(date)
}

/** Days from one day (`YYYY-MM-DD`) to another; NaN where one is none. */
export function daysBetween(from: string, to: string): number {
  return Math.round((momentOf(to).getTime() - momentOf(from).getTime()) / DAY_MS)
}

/** The day that many days after another; before it, for fewer than none. */
export function addDays(day: string, count: number): string {
  return new Date(momentOf(day).getTime() + count * DAY_MS).toISOString().slice(0, 10)
}

const DAY_MS = 86_400_000

/** The reader's own calendar day as `YYYY-MM-DD`. */
export function today(now: Date = new Date()): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
}

/** The first browser language of the catalog's language, so that British readers get British dates. */
export function pickLocale(catalog: string, browser: readonly string[]): string {
  return browser.find((tag) => tag.split('-')[0] === catalog) ?? catalog
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale}${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known instanceof Intl.NumberFormat) return known
  const made = new Intl.NumberFormat(locale, options)
  cache.set(key, made)
  return made
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale}${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known instanceof Intl.DateTimeFormat) return known
  const made = new Intl.DateTimeFormat(locale, options)
  cache.set(key, made)
  return made
}
