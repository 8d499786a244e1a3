import { opportunityStages } from '@valence/schema'
import { expect, it } from 'vitest'
import type { Pipeline } from '../../providers/types.ts'
import { liveStages, sumOf, sumOfClosed, winRate } from './sums.ts'

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

const month = (day: string, won_count: number, lost_count: number) => ({
  ...{ month: day, won_count, lost_count },
  ...{ won: won_count * 10, lost: lost_count * 10 },
})

it('adds up the months that are shown, and no other', () => {
  const months = [month('2026-09-01', 1, 1), month('2026-10-01', 2, 0), month('2026-12-01', 4, 4)]
  expect(sumOfClosed(months, ['2026-09-01', '2026-10-01', '2026-11-01'])).toEqual({
    ...{ won: 30, won_count: 3, lost: 10, lost_count: 1 },
  })
})

it('is won of all closed ones, and unknown while none is closed', () => {
  expect(winRate(month('2026-09-01', 3, 1))).toBe(0.75)
  expect(winRate(sumOfClosed([], []))).toBeNull()
})
