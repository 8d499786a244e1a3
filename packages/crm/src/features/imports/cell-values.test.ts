import { describe, expect, it } from 'vitest'
import { dayOrderOf, readCell, type ValueContext, withoutGuard } from './cell-values.ts'
import { fieldOf } from './fields.ts'

const context: ValueContext = {
  dayOrder: 'day_first',
  choices: () => [{ value: 'in-contract', label: 'In Contract' }],
}

function read(id: string, text: string, changes: Partial<ValueContext> = {}): unknown {
  const field = fieldOf(id)
  if (!field) throw new Error(`${id} is no field`)
  const cell = readCell(field, text, { ...context, ...changes })
  return 'error' in cell ? `error: ${cell.error}` : cell.value
}

describe('the value of a cell', () => {
  it.each([
    ['1234', 1234],
    ['1,234', 1234],
    ['1.234', 1234],
    ['1,234.56', 1235],
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
  ])('reads the day %s', (text, day) => {
    expect(read('opportunity.expected_closing_date', text)).toBe(day)
  })

  it('reads days with the month first where the column is written so, but not with points', () => {
    const dayOrder = dayOrderOf(['4/3/2026', '12/31/2026'], 'day_first')
    expect(dayOrder).toBe('month_first')
    expect(read('opportunity.expected_closing_date', '4/3/2026', { dayOrder })).toBe('2026-04-03')
    expect(read('opportunity.expected_closing_date', '4.3.2026', { dayOrder })).toBe('2026-03-04')
    expect(dayOrderOf(['1/2/2026'], 'month_first')).toBe('month_first')
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
  })

  it('parts tags by commas or semicolons, and organizations by semicolons alone', () => {
    expect(read('contact.tags', 'vip, press')).toEqual(['vip', 'press'])
    expect(read('contact.tags', 'vip; press, radio')).toEqual(['vip', 'press, radio'])
    expect(read('contact.organizations', 'Acme, Inc.; Mill')).toEqual(['Acme, Inc.', 'Mill'])
  })

  it('reads how many people as the band that holds them', () => {
    expect(
      ['1', '9', '10–49 people', '120', '9000'].map((text) => read('organization.size', text)),
    ).toEqual([1, 10, 50, 250, 500])
  })

  it('takes the guard of an export off, and leaves other apostrophes', () => {
    expect(withoutGuard("'+33 1 23")).toBe('+33 1 23')
    expect(withoutGuard("'t Hart")).toBe("'t Hart")
  })
})
