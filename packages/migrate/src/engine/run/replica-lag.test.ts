import { describe, expect, it } from 'vitest'
import { lagMs } from './replica-lag.ts'

const positions = [
  { bytes: 100, atMs: 0 },
  { bytes: 200, atMs: 1_000 },
  { bytes: 300, atMs: 2_000 },
]

describe('the lag of a replica', () => {
  it('is none for one that has replayed everything', () => {
    expect(lagMs(positions, 300, 2_500)).toBe(0)
    expect(lagMs(positions, 301, 2_500)).toBe(0)
  })

  it('is the age of the last position that it has reached', () => {
    expect(lagMs(positions, 200, 2_500)).toBe(1_500)
    expect(lagMs(positions, 250, 2_500)).toBe(1_500)
  })

  it('grows while a replica stands still, however far behind it is', () => {
    expect(lagMs(positions, 50, 2_500)).toBe(2_500)
    expect(lagMs(positions, 50, 60_000)).toBe(60_000)
  })

  it('is none while nothing is known', () => {
    expect(lagMs([], 50, 60_000)).toBe(0)
  })
})
