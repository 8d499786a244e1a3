import { describe, expect, it } from 'vitest'
import { at, Draw, streamTag } from './random.ts'

const TAG = streamTag('test')

function numbers(draw: Draw, count: number): number[] {
  return Array.from({ length: count }, () => draw.bits())
}

describe('Draw', () => {
  it('gives the same numbers for the same seed, table and row', () => {
    expect(numbers(new Draw(1, TAG, 42), 20)).toEqual(numbers(new Draw(1, TAG, 42), 20))
  })

  it('gives other numbers for another seed, another table and another row', () => {
    const firsts = [
      new Draw(1, TAG, 42),
      new Draw(2, TAG, 42),
      new Draw(1, streamTag('other'), 42),
      new Draw(1, TAG, 43),
    ].map((draw) => draw.bits())
    expect(new Set(firsts).size).toBe(4)
  })

  it('never changes: installations that were seeded once must be reproducible', () => {
    expect(numbers(new Draw(7, TAG, 1), 3)).toEqual([3_866_835_344, 2_932_155_103, 783_870_306])
  })

  it('spreads the rows of a table evenly', () => {
    const buckets = new Array<number>(10).fill(0)
    for (let id = 1; id <= 20_000; id++) {
      const bucket = new Draw(5, TAG, id).int(0, 9)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    expect(Math.min(...buckets)).toBeGreaterThan(1_850)
    expect(Math.max(...buckets)).toBeLessThan(2_150)
  })

  it('picks by weight', () => {
    const draw = new Draw(5, TAG, 1)
    const picks = Array.from({ length: 10_000 }, () =>
      draw.weighted([
        ['rare', 1],
        ['often', 9],
      ] as const),
    )
    const share = picks.filter((pick) => pick === 'rare').length / picks.length
    expect(share).toBeGreaterThan(0.08)
    expect(share).toBeLessThan(0.12)
  })

  it('puts as many values below the middle mark of a distribution as above', () => {
    const draw = new Draw(5, TAG, 1)
    const values = Array.from({ length: 10_000 }, () => draw.quantile([1, 10, 1_000]))
    expect(Math.min(...values)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...values)).toBeLessThan(1_000)
    const below = values.filter((value) => value < 10).length
    expect(Math.abs(below - 5_000)).toBeLessThan(250)
  })
})

describe('at', () => {
  it('refuses an index that does not exist', () => {
    expect(() => at(['only'], 1)).toThrow('index 1 of a list of 1')
  })
})
