/** How the days of a file are written: `12/31` or `31/12`. */
export type DayOrder = 'month_first' | 'day_first'

export interface DayContext {
  readonly dayOrder: DayOrder
  /** Bare numbers of days count from 1904 on, as in workbooks of old Macs. */
  readonly is1904?: boolean
}

/** A day as a calendar has it, with its hour in the reader's zone where one is written, or the instant where a zone is. */
export interface ReadDay {
  readonly day: string
  readonly time: string | null
  /** Null where no zone is written. */
  readonly instant: Date | null
}

const TIME =
  /(?:^|[T ,]|\bat\b|\bà\b|\bum\b)\s*(\d{1,2})(?::|h|\.)(\d{2})?(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?(?:\s*Uhr)?\s*(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)?\s*$/i

/** Reads a day however it is written: ISO, with signs, in words of many languages, or as the number of a spreadsheet. */
export function readDay(text: string, context: DayContext): ReadDay | null {
  const whole = text.trim()
  const direct = dayPart(whole, context)
  if (direct !== null) return { day: direct, time: null, instant: null }
  const found = TIME.exec(whole)
  if (!found) return serialMoment(whole, context)
  const day = dayPart(whole.slice(0, found.index).replace(/,\s*$/, ''), context)
  const time = timePart(found)
  if (day === null || time === null) return null
  const zone = found[5]
  if (zone === undefined) return { day, time, instant: null }
  const offset = offsetOf(zone)
  const instant = new Date(`${day}T${time}${offset}`)
  return Number.isNaN(instant.getTime()) ? null : { day, time, instant }
}

/** The day that a reading means to the reader. Midnight of UTC is how programs write a day without an hour. */
export function dayOf(read: ReadDay): string {
  return read.instant === null || isMidnight(read) ? read.day : localDay(read.instant)
}

/** The instant that a reading means: a day without an hour is its noon, so that no zone moves it to another day. */
export function momentOf({ day, time, instant }: ReadDay): string {
  if (instant !== null) return instant.toISOString()
  if (time === null || time === '00:00:00') return new Date(`${day}T12:00:00`).toISOString()
  return new Date(`${day}T${time}`).toISOString()
}

/** The instant of something that is due on a day: midnight of UTC is how other programs write that day. */
export function dueOf(read: ReadDay): string {
  return momentOf(isMidnight(read) ? { ...read, time: null, instant: null } : read)
}

function isMidnight({ time, instant }: ReadDay): boolean {
  return instant !== null && time === '00:00:00' && instant.getTime() % 86_400_000 === 0
}

/** An instant with its zone as ISO 8601 writes it: to be kept to the last digit. */
export function isExactInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/.test(
    text,
  )
}

/** The order of day and month that the texts of a file show; null where none does, or both do. */
export function dayOrderOf(texts: Iterable<string>): DayOrder | 'both' | null {
  const seen = new Set<DayOrder>()
  for (const text of texts) {
    const [, first, second] = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?!\d)/.exec(text.trim()) ?? []
    if (Number(first) > 12) seen.add('day_first')
    if (Number(second) > 12) seen.add('month_first')
  }
  return seen.size === 2 ? 'both' : ([...seen][0] ?? null)
}

/** Whether the order of day and month makes a difference to a text. */
export function needsDayOrder(text: string): boolean {
  const [, first, second] = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?!\d)/.exec(text.trim()) ?? []
  return first !== undefined && Number(first) <= 12 && Number(second) <= 12 && first !== second
}

function offsetOf(zone: string): string {
  const [, hours, minutes = '00'] = /([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? []
  return hours === undefined ? 'Z' : `${hours}:${minutes}`
}

function dayPart(text: string, context: DayContext): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?$/.exec(text)
  if (iso) return realDay(iso[1], iso[2], iso[3])
  if (/^(?:19|20)\d{6}$/.test(text)) {
    return realDay(text.slice(0, 4), text.slice(4, 6), text.slice(6))
  }
  const signed = /^(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})$/.exec(text)
  if (signed) {
    const [, first, sign, second, year = ''] = signed
    // With points the day comes first everywhere.
    return context.dayOrder === 'month_first' && sign !== '.'
      ? realDay(wholeYear(year), first, second)
      : realDay(wholeYear(year), second, first)
  }
  return wordedDay(text) ?? serialDay(text, context)
}

/** Days that spreadsheets count: 1954 to 2119, so that no amount is taken for one. */
const FIRST_SERIAL = 20_000
const LAST_SERIAL = 80_000

function serialDay(text: string, { is1904 }: DayContext): string | null {
  if (!/^\d{5}$/.test(text)) return null
  const serial = Number(text) + (is1904 ? 1_462 : 0)
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return null
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
}

function serialMoment(text: string, context: DayContext): ReadDay | null {
  const [, whole, part] = /^(\d{5})[.,](\d+)$/.exec(text) ?? []
  const day = whole === undefined ? null : serialDay(whole, context)
  if (day === null) return null
  const seconds = Math.round(Number(`0.${part}`) * 86_400)
  const time = new Date(seconds * 1_000).toISOString().slice(11, 19)
  return { day, time: seconds >= 86_400 ? '23:59:59' : time, instant: null }
}

/** `31. März 2026`, `31-Mar-26`, `March 31st, 2026`, `le 1er janvier 2026`, `3 de marzo de 2026`, `Tue, 31 Mar 2026`. */
function wordedDay(text: string): string | null {
  const words = foldWords(text)
    .replace(/(\d)(?:st|nd|rd|th|er|ere|re|e|o|º|ª)(?=\s|$)/g, '$1')
    .split(/[\s./,-]+/)
    .filter((word) => word !== '' && !FILLERS.has(word))
  const named = words.filter((word) => MONTHS.has(word))
  const numbers = words.filter((word) => /^\d{1,4}$/.test(word))
  // A weekday may stand before; anything else means something else.
  const others = words.filter((word) => !MONTHS.has(word) && !/^\d{1,4}$/.test(word))
  const isPlain = others.every((word) => WEEKDAYS.has(word))
  const [month] = named
  if (month === undefined || named.length > 1 || numbers.length !== 2 || !isPlain) return null
  const [first = '', second = ''] = numbers
  const [year, day] = first.length === 4 ? [first, second] : [second, first]
  return year.length === 3 || day.length > 2
    ? null
    : realDay(wholeYear(year), String(MONTHS.get(month)), day)
}

const FILLERS: ReadonlySet<string> = new Set(['de', 'del', 'of', 'the', 'le', 'den', 'd'])
const LANGUAGES = [
  'en',
  'fr',
  'de',
  'es',
  'it',
  'nl',
  'pt',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'tr',
  'ro',
  'ca',
]

const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap((language) =>
    Array.from({ length: 12 }, (_, month) => month).flatMap((month) =>
      // Some languages have another form of the name beside a day.
      [
        { month: 'long' },
        { month: 'short' },
        { month: 'long', day: 'numeric' },
        { month: 'short', day: 'numeric' },
      ].map(
        (style) =>
          [
            partNamed(
              'month',
              language,
              style as Intl.DateTimeFormatOptions,
              new Date(2024, month, 15),
            ),
            month + 1,
          ] as const,
      ),
    ),
  )
    .filter(([name]) => /^\p{L}{2,}$/u.test(name))
    .concat([
      ['sept', 9],
      ['mrz', 3],
      ['maerz', 3],
      ['mär', 3],
    ]),
)

const WEEKDAYS: ReadonlySet<string> = new Set(
  LANGUAGES.flatMap((language) =>
    Array.from({ length: 7 }, (_, day) => day).flatMap((day) =>
      (['long', 'short'] as const).map((weekday) =>
        partNamed('weekday', language, { weekday }, new Date(2024, 0, 1 + day)),
      ),
    ),
  ),
)

function partNamed(
  type: 'month' | 'weekday',
  language: string,
  style: Intl.DateTimeFormatOptions,
  date: Date,
): string {
  const parts = new Intl.DateTimeFormat(language, style).formatToParts(date)
  return foldWords(parts.find((part) => part.type === type)?.value ?? '').replaceAll('.', '')
}

function foldWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .trim()
}

function timePart([, hour = '', minute = '00', second = '00', half]: RegExpExecArray):
  | string
  | null {
  const hours = Number(hour)
  if (half !== undefined && (hours < 1 || hours > 12)) return null
  const whole = half === undefined ? hours : (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  if (whole > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return [String(whole).padStart(2, '0'), minute, second].join(':')
}

/** Two digits mean the century that is near: people plan years ahead, and remember more. */
function wholeYear(year: string): string {
  if (year.length !== 2) return year
  const soon = (new Date().getFullYear() % 100) + 30
  return Number(year) > soon ? `19${year}` : `20${year}`
}

function realDay(year = '', month = '', dayOfMonth = ''): string | null {
  const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  return isReal ? text : null
}

function localDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
