import { expect, it } from 'vitest'
import type { OpportunityQuery, OpportunityRecord } from '../../../providers/types.ts'
import { readAll } from './read-all.ts'

/** A server that holds ids 1 to `count`. */
function serverWith(count: number) {
  const asked: OpportunityQuery[] = []
  return {
    asked,
    listOpportunities: async (query: OpportunityQuery) => {
      asked.push(query)
      const after = Number(query.filter['id@gt'] ?? 0)
      const left = Array.from({ length: count - after }, (_, place) => ({ id: after + place + 1 }))
      const rows = left.slice(0, query.perPage) as OpportunityRecord[]
      return { rows, total: left.length }
    },
  }
}

it('reads every row once, however many there are', async () => {
  const rows = await readAll(serverWith(2500), {})
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 2500 }, (_, place) => place + 1))
})

it('asks by key, under the same filter, and stops at the last full page', async () => {
  const server = serverWith(2000)
  await readAll(server, { stage: ['lead'] })
  expect(server.asked.map(({ filter, page }) => [filter['stage'], filter['id@gt'], page])).toEqual([
    [['lead'], undefined, 1],
    [['lead'], 1000, 1],
    [['lead'], 2000, 1],
  ])
})

it('says how far it is', async () => {
  const said: string[] = []
  await readAll(serverWith(1500), {}, (read, total) => said.push(`${read}/${total}`))
  expect(said).toEqual(['1000/1500', '1500/1500'])
})
