import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate } from './allocation.ts'

const PATTERN = [1, 4, 2, 9, 0, 3, 2, 6]
const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400 }))

describe('allocate', () => {
  it('gives every child exactly one parent, and parents know it', () => {
    fc.assert(
      fc.property(sizes, ([parents, children]) => {
        const allocation = allocate(parents, children, PATTERN)
        const seen: number[] = []
        for (let parent = 1; parent <= parents; parent++) {
          const { first, count } = allocation.childrenOf(parent)
          for (let child = first; child < first + count; child++) {
            seen.push(child)
            if (allocation.parentOf(child) !== parent) return false
          }
        }
        return seen.length === children && seen.every((child, place) => child === place + 1)
      }),
    )
  })

  it('is uneven: some parents have many children and some none', () => {
    const allocation = allocate(1_000, 4_000, PATTERN)
    const counts = Array.from(
      { length: 1_000 },
      (_, place) => allocation.childrenOf(place + 1).count,
    )
    expect(Math.min(...counts)).toBe(0)
    expect(Math.max(...counts)).toBeGreaterThan(8)
  })
})
