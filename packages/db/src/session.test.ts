import { Readable } from 'node:stream'
import { createTestDatabase, startNetworkProxy, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyFrom } from './copy.ts'
import { findPgBouncer, startPgBouncer } from './pgbouncer.fixture.ts'
import { connectionMode, openSession } from './session.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function throughPooler(
  options: { poolMode: 'session' | 'transaction'; poolSize?: number },
  work: (url: string) => Promise<void>,
): Promise<void> {
  const pooler = await startPgBouncer({ ...options, url: database.url })
  try {
    await work(pooler.url)
  } finally {
    await pooler.stop()
  }
}

describe('the way to the server', () => {
  it('is direct where nothing is in between', async () => {
    expect(await connectionMode(database.url)).toBe('direct')
  })
})

describe('a session that is lost', () => {
  it('in the middle of a COPY fails, and so does every later statement on it', async () => {
    await database.sql`create table public.filled (line text)`
    const proxy = await startNetworkProxy(database.url, { cutAfterBytes: 200_000 })
    const db = await openSession(proxy.url, { max: 1 })
    try {
      const lines = Array.from({ length: 10_000 }, (_, line) => `${line} ${'x'.repeat(100)}\n`)
      const filling = db.begin((tx) =>
        copyFrom(tx, 'copy public.filled from stdin', Readable.from(lines)),
      )
      await expect(filling).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
      for (let statement = 1; statement <= 3; statement += 1) {
        await expect(db`select 1`).rejects.toMatchObject({
          code: expect.stringMatching(/^CONNECTION_/),
        })
      }
    } finally {
      await db.end({ timeout: 1 })
      await proxy.stop()
    }
  }, 20_000)
})

const poolers = findPgBouncer() === undefined ? describe.skip : describe
poolers('a pooler in between (pgbouncer)', () => {
  it('in session mode is recognised, and serves with the settings that checksums need', () =>
    throughPooler({ poolMode: 'session' }, async (url) => {
      expect(await connectionMode(url)).toBe('session-pooler')
      await database.sql.unsafe(`alter database ${database.name} set timezone to 'Asia/Tokyo'`)
      const db = await openSession(url, { settings: { default_transaction_read_only: 'on' } })
      try {
        const [row] = await db`
          select current_setting('TimeZone') as zone, current_setting('transaction_read_only') as "readOnly"`
        expect(row).toEqual({ zone: 'UTC', readOnly: 'on' })
      } finally {
        await db.end()
      }
    }))

  it.each([1, 5])(
    'in transaction mode with %i server sessions is refused with the reason',
    (poolSize) =>
      throughPooler({ poolMode: 'transaction', poolSize }, async (url) => {
        await expect(openSession(url)).rejects.toMatchObject({
          code: 'VAL-POOLER',
          exitCode: 3,
          object: new URL(url).host,
          hint: expect.stringContaining('session mode'),
        })
      }),
  )
})
