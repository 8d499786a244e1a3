import { afterEach, expect, it, vi } from 'vitest'
import { dueDay, dueMoment, dueState } from './due.ts'

afterEach(() => vi.unstubAllEnvs())

const now = new Date(2026, 10, 23, 17, 0)

it('is due today until the day is over', () => {
  expect(dueState(new Date(2026, 10, 23, 8, 0).toISOString(), now)).toBe('today')
  expect(dueState(new Date(2026, 10, 22, 23, 0).toISOString(), now)).toBe('overdue')
  expect(dueState(new Date(2026, 10, 24, 0, 30).toISOString(), now)).toBe('later')
})

it('is undated without a date that can be read', () => {
  expect([dueState(null, now), dueState('soon', now)]).toEqual(['undated', 'undated'])
})

it.each(['America/Los_Angeles', 'UTC', 'Asia/Tokyo', 'Pacific/Auckland'])(
  'keeps the day of a task that was written at midnight of UTC: %s',
  (zone) => {
    vi.stubEnv('TZ', zone)
    expect(dueDay('2026-12-15T00:00:00+00:00')).toBe('2026-12-15')
    expect(dueState('2026-12-15T00:00:00Z', new Date(2026, 11, 15, 23))).toBe('today')
    expect(dueDay(dueMoment('2026-12-15'))).toBe('2026-12-15')
  },
)

it('gives a task with an hour the day that the reader lives then', () => {
  vi.stubEnv('TZ', 'America/Los_Angeles')
  expect(dueDay('2026-12-15T03:30:00Z')).toBe('2026-12-14')
})

it('stores a day as its noon here', () => {
  expect(new Date(dueMoment('2026-11-23')).getHours()).toBe(12)
})
