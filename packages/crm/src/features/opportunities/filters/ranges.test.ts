import { describe, expect, it } from 'vitest'
import { monthRange, quarterRange } from './close-range.ts'
import { rangeLabel } from './range-label.ts'

describe('monthRange', () => {
  it('ends on the last day of the month, in leap years too', () => {
    expect(monthRange('2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  })

  it('goes on into the next year', () => {
    expect(monthRange('2026-12-31', 1)).toEqual({ from: '2027-01-01', to: '2027-01-31' })
  })
})

it('a quarter is the three months that hold the day', () => {
  expect(quarterRange('2026-11-25')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
  expect(quarterRange('2026-01-01')).toEqual({ from: '2026-01-01', to: '2026-03-31' })
})

it('a range is named by the ends that it has', () => {
  const format = (value: string | number) => `${value}$`
  expect(rangeLabel(5, 9, format)).toBe('5$ – 9$')
  expect(rangeLabel(0, undefined, format)).toBe('≥ 0$')
  expect(rangeLabel(undefined, 9, format)).toBe('≤ 9$')
  expect(rangeLabel(undefined, '', format)).toBe('')
})
