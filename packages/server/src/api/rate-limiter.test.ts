import { beforeEach, describe, expect, it } from 'vitest'
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts'

const LIMIT = { max: 2, windowMs: 1_000 }

describe('createRateLimiter', () => {
  let now: number
  let limiter: RateLimiter

  beforeEach(() => {
    now = 0
    limiter = createRateLimiter(() => now)
  })

  it('lets so many through and tells the rest how long to wait', () => {
    expect(limiter.hit('a', LIMIT)).toBe(0)
    expect(limiter.hit('a', LIMIT)).toBe(0)
    now = 400
    expect(limiter.hit('a', LIMIT)).toBe(600)
  })

  it('begins anew when the time is over', () => {
    limiter.hit('a', LIMIT)
    limiter.hit('a', LIMIT)
    now = 1_000
    expect(limiter.hit('a', LIMIT)).toBe(0)
  })

  it('counts each key for itself', () => {
    limiter.hit('a', LIMIT)
    limiter.hit('a', LIMIT)
    expect(limiter.hit('b', LIMIT)).toBe(0)
  })

  it('takes back what was right after all', () => {
    for (let n = 0; n < 5; n += 1) {
      expect(limiter.hit('a', LIMIT)).toBe(0)
      limiter.giveBack('a')
    }
  })

  it('forgets the oldest key of a flood, not the one that is being guessed at', () => {
    for (let n = 0; n < 10_000; n += 1) limiter.hit(`made up ${n}`, LIMIT)
    limiter.hit('a', LIMIT)
    limiter.hit('a', LIMIT)
    expect(limiter.hit('made up 0', { ...LIMIT, max: 1 })).toBe(0)
    expect(limiter.hit('a', LIMIT)).toBeGreaterThan(0)
  })
})
