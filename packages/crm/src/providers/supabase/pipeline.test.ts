import type { DataProvider } from 'ra-core'
import { expect, it } from 'vitest'
import { readPipeline, sumByStage } from './pipeline.ts'

it('adds up amounts and weighted amounts of each stage, and knows the empty ones', () => {
  const sums = sumByStage([
    { id: 1, stage: 'lead', amount: 100, probability: 10 },
    { id: 2, stage: 'lead', amount: null, probability: 10 },
    { id: 3, stage: 'proposal', amount: 50, probability: 60 },
  ])
  expect(sums.lead).toEqual({ count: 2, amount: 100, weighted: 10 })
  expect(sums.proposal).toEqual({ count: 1, amount: 50, weighted: 30 })
  expect(sums.closed_won).toEqual({ count: 0, amount: 0, weighted: 0 })
})

it('reads on by key until a page is not full', async () => {
  const asked: unknown[] = []
  const rows = Array.from({ length: 1500 }, (_, index) => ({
    id: index + 1,
    stage: 'lead',
    amount: 1,
    probability: 10,
  }))
  // Only the one method that is called; the API itself is tried in the browser stories.
  const base = {
    getList: async (_resource: string, { filter }: { filter: Record<string, string> }) => {
      asked.push(filter['id@'])
      const after = Number(filter['id@']?.slice('gt.'.length))
      return { data: rows.filter(({ id }) => id > after).slice(0, 1000), total: 1500 }
    },
  } as unknown as DataProvider
  const pipeline = await readPipeline(base, {})
  expect(asked).toEqual(['gt.0', 'gt.1000'])
  expect(pipeline).toMatchObject({ isComplete: true, stages: { lead: { count: 1500 } } })
})
