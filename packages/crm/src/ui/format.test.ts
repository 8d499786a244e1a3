import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  addDays,
  dayOf,
  dayOfMoment,
  daysBetween,
  formatDay,
  formatMoment,
  formatMoney,
  formatMonth,
  formatRelative,
  formatShortDay,
  formatTime,
  pickLocale,
  today,
} from './format.ts'

const usd = { locale: 'en-US', currency: 'USD' }

describe('formatMoney', () => {
  it('writes whole units, or few digits where there is little room', () => {
    expect(formatMoney(1234567, usd)).toBe('$1,234,567')
    expect(formatMoney(1234567, { ...usd, isCompact: true })).toBe('$1.2M')
  })

  it('writes in the currency and language that are asked for', () => {
    const money = formatMoney('9900', { locale: 'de-DE', currency: 'EUR' })
    // German puts a no-break space before the sign.
    expect(money.replace(/\s/, ' ')).toBe('9.900 €')
  })

  it('writes nothing where there is no amount, and zero where it is zero', () => {
    expect([formatMoney(null, usd), formatMoney(0, usd)]).toEqual(['', '$0'])
  })

  it.each(['EURO', '€', '', 'US'])(
    'writes what is no currency behind the number: %s',
    (currency) => {
      expect(formatMoney(1234, { locale: 'en-US', currency })).toBe(`1,234 ${currency}`.trim())
    },
  )

  it('writes what is no number as it is', () => {
    expect([formatMoney('Infinity', usd), formatMoney('much', usd)]).toEqual(['$∞', 'much'])
  })
})

describe('a moment that no calendar has', () => {
  it.each(['infinity', '-infinity', '20255-01-01', '0044-03-15 BC', 'soon'])(
    'is shown as it is: %s',
    (moment) => {
      const all = [formatDay, formatShortDay, formatMoment, formatMonth, formatTime, formatRelative]
      expect(all.map((format) => format(moment, 'en-US'))).toEqual(all.map(() => moment))
    },
  )

  it('keeps all five digits of a year', () => {
    expect(dayOf('20255-01-01T00:00:00+00:00')).toBe('20255-01-01')
  })
})

describe('days', () => {
  it('takes the UTC day of a timestamp, whatever the zone of the reader', () => {
    expect(dayOf('2026-05-01T23:59:00+00:00')).toBe('2026-05-01')
    expect(formatDay('2026-05-01T23:59:00+00:00', 'en-US')).toBe('May 1, 2026')
  })

  it('names the year only when it is another one', () => {
    const now = new Date(2026, 5, 1)
    expect(formatShortDay('2026-05-01', 'en-US', now)).toBe('May 1')
    expect(formatShortDay('2027-05-01', 'en-US', now)).toBe('May 1, 2027')
  })

  it('shows what it cannot read as it is', () => {
    expect(formatDay('someday', 'en-US')).toBe('someday')
  })

  it('is the day of the reader', () => {
    expect(today(new Date(2026, 0, 2, 23, 59))).toBe('2026-01-02')
  })
})

describe('the reader’s calendar', () => {
  const inZone = (zone: string) => vi.stubEnv('TZ', zone)
  afterEach(() => vi.unstubAllEnvs())

  it('gives a moment the day that the reader lived then', () => {
    inZone('America/Los_Angeles')
    expect(dayOfMoment('2026-12-15T03:00:00+00:00')).toBe('2026-12-14')
    inZone('Pacific/Auckland')
    expect(dayOfMoment('2026-12-14T20:00:00+00:00')).toBe('2026-12-15')
    expect([dayOfMoment(null), dayOfMoment('infinity')]).toEqual([null, 'infinity'])
  })

  it('counts days back over months, years and the change of the clock', () => {
    inZone('Europe/Berlin')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(addDays('2026-01-05', -7)).toBe('2025-12-29')
    expect(addDays('2026-03-30', -1)).toBe('2026-03-29')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  })

  it('calls yesterday what was on the day before, not what is a day and a half ago', () => {
    inZone('UTC')
    const morning = new Date('2026-11-23T09:00:00Z')
    expect(formatRelative('2026-11-21T22:00:00Z', 'en-US', morning)).toBe('2 days ago')
    expect(formatRelative('2026-11-22T08:00:00Z', 'en-US', morning)).toBe('yesterday')
  })
})

describe('formatRelative', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  it.each([
    ['2026-11-23T11:59:50Z', 'now'],
    ['2026-11-23T09:00:00Z', '3 hours ago'],
    ['2026-11-22T10:00:00Z', 'yesterday'],
    ['2026-12-02T12:00:00Z', 'next week'],
    ['2024-11-01T12:00:00Z', '2 years ago'],
  ])('says of %s: %s', (moment, text) => {
    expect(formatRelative(moment, 'en-US', now)).toBe(text)
  })
})

it('prefers the browser’s own variant of the catalog’s language', () => {
  expect(pickLocale('en', ['fr-FR', 'en-GB', 'en'])).toBe('en-GB')
  expect(pickLocale('en', ['fr-FR'])).toBe('en')
})
