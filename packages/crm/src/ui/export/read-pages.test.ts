import { expect, it } from 'vitest'
import { type PageQuery, readPages } from './read-pages.ts'

/** A server that holds ids 1 to `count`. */
function serverWith(count: number) {
  const asked: PageQuery[] = []
  return {
    asked,
    read: async (query: PageQuery) => {
      asked.push(query)
      const after = Number(query.filter['id@gt'] ?? 0)
      const left = Array.from({ length: count - after }, (_, place) => ({ id: after + place + 1 }))
      return { rows: left.slice(0, query.perPage), total: left.length }
    },
  }
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = []
  for await (const page of pages) read.push(page)
  return read
}

it('reads every row once, however many there are', async () => {
  const pages = await all(readPages(serverWith(2500).read, {}))
  expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(
    Array.from({ length: 2500 }, (_, place) => place + 1),
  )
})

it('asks by key, under the same filter, and stops at the last full page', async () => {
  const server = serverWith(2000)
  await all(readPages(server.read, { stage: ['lead'] }))
  expect(server.asked.map(({ filter, page }) => [filter['stage'], filter['id@gt'], page])).toEqual([
    [['lead'], undefined, 1],
    [['lead'], 1000, 1],
    [['lead'], 2000, 1],
  ])
})

it('says how many there are in all with each page', async () => {
  const pages = await all(readPages(serverWith(1500).read, {}))
  expect(pages.map(({ rows, total }) => `${rows.length}/${total}`)).toEqual([
    '1000/1500',
    '500/1500',
  ])
})
