import { opportunityStages } from '@valence/schema'
import { expect, it } from 'vitest'
import type { Pipeline } from '../../providers/types.ts'
import { liveStages, sumOf, winRate } from './sums.ts'

function pipeline(counts: Partial<Record<string, number>>): Pipeline {
  const entries = opportunityStages.map((stage) => {
    const count = counts[stage] ?? 0
    return [stage, { count, amount: count * 10, weighted: count * 5 }]
  })
  return { stages: Object.fromEntries(entries) }
}

it('counts everything that is not closed as open', () => {
  const sum = sumOf(pipeline({ lead: 1, nurturing: 2, closed_won: 4, closed_lost: 8 }), liveStages)
  expect(sum).toEqual({ count: 3, amount: 30, weighted: 15 })
})

it('is won of all closed ones, and unknown while none is closed', () => {
  expect(winRate(pipeline({ closed_won: 3, closed_lost: 1 }))).toBe(0.75)
  expect(winRate(pipeline({ lead: 3 }))).toBeNull()
})
