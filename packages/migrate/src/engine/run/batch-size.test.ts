import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextBatchSize } from './batch-size.ts'

describe('the size of the next batch', () => {
  it('grows while batches are quick, at most to twice, and never above the limit', () => {
    expect(nextBatchSize({ size: 1_000, elapsedMs: 10, targetMs: 200, limit: 10_000 })).toBe(2_000)
    expect(nextBatchSize({ size: 8_000, elapsedMs: 10, targetMs: 200, limit: 10_000 })).toBe(10_000)
  })

  it('shrinks when a batch took too long', () => {
    expect(nextBatchSize({ size: 10_000, elapsedMs: 2_000, targetMs: 200, limit: 10_000 })).toBe(
      800,
    )
  })

  it('stays between one and the limit whatever the clock says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 1e7, noNaN: true }),
        fc.integer({ min: 1, max: 100_000 }),
        (size, elapsedMs, limit) => {
          const next = nextBatchSize({ size, elapsedMs, targetMs: 200, limit })
          expect(next).toBeGreaterThanOrEqual(1)
          expect(next).toBeLessThanOrEqual(limit)
        },
      ),
    )
  })
})
