import { expect, it } from 'vitest'
import { stageLimitsOf, staleSince } from './stage-limits.ts'

const now = '2026-03-31'
const lead = {
  stage: 'lead',
  stage_since: null,
  created_at: new Date(2026, 2, 17, 23, 59).toISOString(),
} as const

it('is stale from the limit of its stage on, counted in days of the reader’s calendar', () => {
  const limits = stageLimitsOf(undefined)
  expect(staleSince(lead, limits, now)).toBe('2026-03-31')
  const onNextDay = new Date(2026, 2, 18).toISOString()
  expect(staleSince({ ...lead, created_at: onNextDay }, limits, now)).toBeNull()
  expect(staleSince({ ...lead, stage_since: '2026-03-20T00:00:00Z' }, limits, now)).toBeNull()
  expect(staleSince({ ...lead, stage: 'closed_won' }, limits, now)).toBeNull()
})

it('goes by the settings, and by the defaults where they hold no number of days', () => {
  const own = (stageLimits: unknown) => stageLimitsOf({ stageLimits } as never)
  expect(own({ lead: 3, proposal: null })).toMatchObject({ lead: 3, proposal: null, qualified: 21 })
  expect(own({ lead: 'soon', proposal: 0 })).toMatchObject({ lead: 14, proposal: 21 })
  expect(own('none')).toMatchObject({ lead: 14 })
  expect(staleSince(lead, own({ lead: null }), now)).toBeNull()
})
