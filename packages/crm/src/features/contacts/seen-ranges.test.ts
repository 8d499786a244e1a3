import { expect, it } from 'vitest'
import { daysBefore } from './seen-ranges.ts'

it('counts days back over months, years and the change of the clock', () => {
  expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28')
  expect(daysBefore('2026-01-05', 7)).toBe('2025-12-29')
  expect(daysBefore('2026-03-30', 1)).toBe('2026-03-29')
  expect(daysBefore('2026-03-30', 0)).toBe('2026-03-30')
})
