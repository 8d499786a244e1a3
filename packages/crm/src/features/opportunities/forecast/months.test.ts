import { expect, it } from 'vitest'
import { listFilterFor, monthsFrom, shiftMonth, sumLines } from './months.ts'

it('months go on over the end of a year', () => {
  expect(monthsFrom('2026-11-25', 3)).toEqual(['2026-11-01', '2026-12-01', '2027-01-01'])
  expect(shiftMonth('2026-01-31', -1)).toBe('2025-12-01')
})

it('adds lines up, whether the server wrote numbers or text', () => {
  const line = { month: '2026-11-01', sales_id: 1, open_count: 2, won_count: 1 }
  const text = { total: '10', weighted: '2.5', won: '7' } as unknown as {
    total: number
    weighted: number
    won: number
  }
  const sums = sumLines([
    { ...line, total: 5, weighted: 1.5, won: 0 },
    { ...line, ...text },
  ])
  expect(sums).toEqual({ openCount: 4, total: 15, weighted: 4, wonCount: 2, won: 7 })
})

it('the list behind a sum: open ones of a month, won ones archived or not, those without a day', () => {
  expect(listFilterFor('open', '2028-02-01', 3)).toEqual({
    stage: ['lead', 'qualified', 'needs_analysis', 'proposal', 'negotiation', 'nurturing'],
    'closing_day@gte': '2028-02-01',
    'closing_day@lte': '2028-02-29',
    sales_id: [3],
  })
  expect(listFilterFor('won', null, null)).toEqual({
    stage: ['closed_won'],
    archived: 'any',
    'closing_day@is': null,
  })
})
