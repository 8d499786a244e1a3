import { expect, it } from 'vitest'
import { closedFilter, firstDays } from './months.ts'

it('counts months back over the turn of the year', () => {
  expect(firstDays('2026-02-28', 3)).toEqual(['2025-12-01', '2026-01-01', '2026-02-01'])
})

it('ends a month with its last day', () => {
  expect(closedFilter(['closed_lost'], '2028-02-01')).toMatchObject({
    'closing_day@gte': '2028-02-01',
    'closing_day@lte': '2028-02-29',
  })
  expect(closedFilter(['closed_won'], '2027-03-01', '2028-02-01')).toMatchObject({
    'closing_day@gte': '2027-03-01',
    'closing_day@lte': '2028-02-29',
  })
})
