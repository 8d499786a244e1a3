import { expect, it } from 'vitest'
import { dueBounds } from './due-bounds.ts'

const days = (now: Date) => dueBounds(now).map((moment) => new Date(moment).getDate())

it('begins today, tomorrow, the day after and next week at midnight here', () => {
  expect(days(new Date(2026, 10, 23, 17))).toEqual([23, 24, 25, 30])
  expect(new Date(dueBounds(new Date(2026, 10, 23, 17))[0] ?? '').getHours()).toBe(0)
})

it('leaves nothing of the week at its end', () => {
  expect(days(new Date(2026, 10, 28))).toEqual([28, 29, 30, 30])
  expect(days(new Date(2026, 10, 29))).toEqual([29, 30, 1, 1])
})
