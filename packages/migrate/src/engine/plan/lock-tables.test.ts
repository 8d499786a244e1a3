import { connect, type Database } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockTables } from './lock-tables.ts'

const EXCLUSIVE = 'access exclusive'
const locks = ['companies_summary', 'deals', 'contacts'].map((table) => ({
  table,
  mode: EXCLUSIVE,
}))

describe('the locks of a phase', () => {
  let database: TestDatabase
  let holder: Database

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
    holder = connect(database.url, { max: 1 })
  })
  afterAll(async () => {
    await holder.end()
    await database.drop()
  })

  it('are given up together when one of them is not free in time', async () => {
    await holder.unsafe('begin; update public.contacts set title = title where id = 1')
    await expect(database.sql.begin((tx) => lockTables(tx, locks, 200))).rejects.toMatchObject({
      code: '55P03',
    })
    await holder.unsafe('rollback')
  })

  it('are all held afterwards, and what follows in the transaction has no time limit', async () => {
    await database.sql.begin(async (tx) => {
      await lockTables(tx, locks, 2_000)
      const held = await tx<{ name: string }[]>`
        select c.relname as name from pg_locks as l join pg_class as c on c.oid = l.relation
        where l.pid = pg_backend_pid() and l.mode = 'AccessExclusiveLock' and l.granted`
      expect(held.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['companies_summary', 'deals', 'contacts']),
      )
      const [limit] = await tx`select current_setting('statement_timeout') as ms`
      expect(limit?.['ms']).toBe('0')
    })
  })
})
