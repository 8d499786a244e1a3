import { expect, it } from 'vitest'
import { isPastClose } from './stages.ts'

it('is late when an open opportunity has passed its day, not on the day itself', () => {
  expect(isPastClose('lead', '2026-11-22', '2026-11-23')).toBe(true)
  expect(isPastClose('lead', '2026-11-23T22:00:00Z', '2026-11-23')).toBe(false)
})

it('is never late once closed, nor without a day', () => {
  expect(isPastClose('closed_won', '2026-11-22', '2026-11-23')).toBe(false)
  expect(isPastClose('lead', null, '2026-11-23')).toBe(false)
})
