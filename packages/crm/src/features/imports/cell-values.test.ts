import { describe, expect, it } from 'vitest'
import {
  areFractions,
  readCell,
  suggestedValue,
  type ValueContext,
  withoutGuard,
} from './cell-values.ts'
import { fieldOf } from './fields.ts'
import { dayOrderOf } from './read-day.ts'
import { numberStyleOf } from './read-number.ts'

const context: ValueContext = {
  dayOrder: 'day_first',
  numbers: { decimal: null, isFine: false },
  isFraction: false,
  is1904: false,
  values: {},
  choices: () => [{ value: 'in-contract', label: 'In Contract' }],
}

function read(id: string, text: string, changes: Partial<ValueContext> = {}): unknown {
  const field = fieldOf(id)
  if (!field) throw new Error(`${id} is no field`)
  const cell = readCell(field, { text }, { ...context, ...changes })
  return 'error' in cell ? `error: ${cell.error}` : cell.value
}

describe('the value of a cell', () => {
  it.each([
    ['1234', 1234],
    ['1,234', 'error: two_numbers'],
    ['1.234', 'error: two_numbers'],
    ['1,234.567', 1235],
    ['1.234.567,891', 1234568],
    ['1234,567', 1235],
    ['10,000.000', 10000],
    ['0.125', 0],
    ['0,125', 0],
    ['1e-7', 0],
    ['1.5E+3', 1500],
    ['1,234.56', 1235],
    ["1'234.50", 1235],
    ['CHF 1’234.-', 1234],
    ['12,34,567.00', 1234567],
    ['1 234 567', 1234567],
    ['1,23,4', 'error: number'],
    ['12 34', 'error: number'],
    ['(1,200.00)', -1200],
    ['−5', -5],
    ['5-', -5],
    ['-2.5', -3],
    ['US$ 12.50', 13],
    ['12,50 zł', 13],
    ['-', undefined],
    ['–', undefined],
    ['n/a', undefined],
    ['1.234,56 €', 1235],
    ['1 234,50', 1235],
    ['$ 12', 12],
    ['12,5', 13],
    ['1,234,567', 1234567],
    ['(500)', -500],
    ['-3', -3],
    ['many', 'error: number'],
    ['€', 'error: number'],
    ['1.5M', 'error: number'],
    ['EUR 1200', 1200],
  ])('reads the amount %s', (text, amount) => {
    expect(read('opportunity.amount', text)).toBe(amount)
  })

  it.each([
    ['2026-03-04', '2026-03-04'],
    ['2026-03-04T10:00:00Z', '2026-03-04'],
    ['4/3/2026', '2026-03-04'],
    ['04.03.26', '2026-03-04'],
    ['31/02/2026', 'error: day'],
    ['soon', 'error: day'],
    ['31-Mar-2026', '2026-03-31'],
    ['31. März 2026', '2026-03-31'],
    ['Mar 31, 2026', '2026-03-31'],
    ['15 Jan 2024', '2024-01-15'],
    ['le 1er février 2026', '2026-02-01'],
    ['3 août 2026', '2026-08-03'],
    ['15 déc. 2025', '2025-12-15'],
    ['mardi 3 mars 2026', '2026-03-03'],
    ['3 de marzo de 2026', '2026-03-03'],
    ['Tue, 31 Mar 2026 09:00:00 +0000', '2026-03-31'],
    ['31st March 26', '2026-03-31'],
    ['46112', '2026-03-31'],
    ['46112.75', '2026-03-31'],
    ['20260331', '2026-03-31'],
    ['1/2/2026 9:14 AM', '2026-02-01'],
    ['2026-03-31T00:00:00.000Z', '2026-03-31'],
    ['0/0/00', undefined],
    ['12345', 'error: day'],
    ['March 2026', 'error: day'],
  ])('reads the day %s', (text, day) => {
    expect(read('opportunity.expected_closing_date', text)).toBe(day)
  })

  it('reads days with the month first where the column is written so, but not with points', () => {
    const dayOrder = 'month_first'
    expect(dayOrderOf(['4/3/2026', '12/31/2026'])).toBe(dayOrder)
    expect(read('opportunity.expected_closing_date', '4/3/2026', { dayOrder })).toBe('2026-04-03')
    expect(read('opportunity.expected_closing_date', '4.3.2026', { dayOrder })).toBe('2026-03-04')
    expect(dayOrderOf(['1/2/2026'])).toBe(null)
    expect(dayOrderOf(['31/12/2026', '12/31/2026'])).toBe('both')
  })

  it('knows stages by their value, by their name in each language and in the settings, and those of Atomic CRM', () => {
    for (const text of ['closed_won', 'Won', 'gagnée', 'won']) {
      expect(read('opportunity.stage', text), text).toBe('closed_won')
    }
    expect(read('opportunity.stage', 'in-negociation')).toBe('negotiation')
    expect(read('opportunity.stage', 'nowhere')).toBe('error: choice')
    const choices = () => [{ value: 'lead', label: 'Enquiry' }]
    expect(read('opportunity.stage', 'enquiry', { choices })).toBe('lead')
  })

  it('keeps words of the installation, by their value where it is known', () => {
    expect(read('contact.status', 'in contract')).toBe('in-contract')
    expect(read('contact.status', 'former')).toBe('former')
  })

  it('reads several addresses, and refuses what is none', () => {
    expect(read('contact.email_work', 'A@x.example; b@x.example')).toEqual([
      { email: 'a@x.example', type: 'Work' },
      { email: 'b@x.example', type: 'Work' },
    ])
    expect(read('contact.email_home', 'nobody')).toBe('error: email')
    expect(read('contact.email_home', '"Kern, Otto" <otto@kern.example>')).toEqual([
      { email: 'otto@kern.example', type: 'Home' },
    ])
    expect(read('contact.email_work', 'none')).toBe(undefined)
    expect(read('contact.email_work', '/o=Example/ou=Group/cn=Recipients/cn=otto')).toBe(undefined)
  })

  it('parts tags by commas or semicolons, and organizations by semicolons alone', () => {
    expect(read('contact.tags', 'vip, press')).toEqual(['vip', 'press'])
    expect(read('contact.tags', 'vip; press, radio')).toEqual(['vip', 'press, radio'])
    expect(read('contact.tags', 'Fair ::: * myContacts')).toEqual(['Fair'])
    expect(read('contact.tags', '"Fair, spring", vip')).toEqual(['Fair, spring', 'vip'])
    expect(read('contact.organizations', 'Acme, Inc.; Mill')).toEqual(['Acme, Inc.', 'Mill'])
  })

  it('reads how many people as the band that holds them', () => {
    expect(
      ['1', '9', '10–49 people', '120', '9000'].map((text) => read('organization.size', text)),
    ).toEqual([1, 10, 50, 250, 500])
    expect(
      ['1-10', '11-50', '51–200', '1,001-5,000', '10,000+', '50', '1 000'].map((text) =>
        read('organization.size', text),
      ),
    ).toEqual([10, 50, 250, 500, 500, 50, 500])
  })

  it('reads a number that is read in two ways as its column shows, or as people said', () => {
    expect(read('opportunity.amount', '1.234', { numbers: numberStyleOf(['1.000,50']) })).toBe(1234)
    expect(read('opportunity.amount', '1.234', { numbers: numberStyleOf(['0.1234']) })).toBe(1)
    // Beside fractions of two digits it may be either.
    expect(read('opportunity.amount', '1.234', { numbers: numberStyleOf(['0.12']) })).toBe(
      'error: two_numbers',
    )
  })

  it('reads percents, and parts of one where the whole column is written so', () => {
    const isFraction = areFractions(['0.9', '1', '0.2'].map((text) => ({ text })))
    expect(isFraction).toBe(true)
    expect(areFractions(['1', '50'].map((text) => ({ text })))).toBe(false)
    expect(
      ['0.9', '1'].map((text) => read('opportunity.probability', text, { isFraction })),
    ).toEqual([90, 100])
    expect(read('opportunity.probability', '1')).toBe(1)
    expect(read('opportunity.probability', '0.5%', { isFraction })).toBe(1)
    expect(read('opportunity.probability', '29,0 %')).toBe(29)
    expect(read('opportunity.probability', '140')).toBe('error: percent')
  })

  it('suggests what the values of other programs are', () => {
    expect(suggestedValue('stage', 'Closed Won (Sales Pipeline)')).toBe('closed_won')
    expect(suggestedValue('stage', 'Contract Sent (Sales Pipeline)')).toBe('negotiation')
    expect(suggestedValue('opportunity_status', 'Won')).toBe('closed_won')
    expect(suggestedValue('opportunity_status', 'Open')).toBe('active')
    expect(suggestedValue('stage', 'nowhere')).toBe(null)
  })

  it('takes what people said that a value is', () => {
    expect(read('opportunity.stage', 'Nowhere', { values: { nowhere: 'proposal' } })).toBe(
      'proposal',
    )
    expect(read('opportunity.stage', 'Nowhere', { values: { nowhere: '' } })).toBe(undefined)
  })

  it('takes the guard of an export off, and leaves other apostrophes', () => {
    expect(withoutGuard("'+33 1 23")).toBe('+33 1 23')
    expect(withoutGuard("'t Hart")).toBe("'t Hart")
  })
})
