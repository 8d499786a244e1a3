import { expect, it } from 'vitest'
import { dueMoment, dueState } from './due.ts'

const now = new Date(2026, 10, 23, 17, 0)

it('is due today until the day is over', () => {
  expect(dueState(new Date(2026, 10, 23, 8, 0).toISOString(), now)).toBe('today')
  expect(dueState(new Date(2026, 10, 22, 23, 0).toISOString(), now)).toBe('overdue')
  expect(dueState(new Date(2026, 10, 24, 0, 30).toISOString(), now)).toBe('later')
})

it('is undated without a date that can be read', () => {
  expect([dueState(null, now), dueState('soon', now)]).toEqual(['undated', 'undated'])
})

it('stores a day as its noon here', () => {
  expect(new Date(dueMoment('2026-11-23')).getHours()).toBe(12)
})
