import { Readable } from 'node:stream'
import { createTestDatabase, startNetworkProxy, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from './connect.ts'
import { copyFrom } from './copy.ts'
import { ident } from './names.ts'
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

describe('what a URL and a database say', () => {
  it('is taken as psql takes it: a name with spaces, quotes, umlauts and percent signs', async () => {
    const { pathname } = new URL(database.superuserUrl)
    for (const name of ['crm prod', 'l\u00e9 "crm"', '50%', 'a%20b']) {
      const admin = connect(database.superuserUrl, { max: 1 })
      await admin.unsafe(`create database ${ident(name)}`)
      const db = connect(database.superuserUrl.replace(pathname, `/${encodeURIComponent(name)}`), {
        max: 1,
      })
      try {
        expect(await db`select current_database() as name`).toEqual([{ name }])
      } finally {
        await db.end({ timeout: 5 })
        await admin.unsafe(`drop database ${ident(name)}`)
        await admin.end({ timeout: 5 })
      }
    }
  })

  it('does not change how statements are read', async () => {
    await database.sql.unsafe(`
      alter database ${database.name} set standard_conforming_strings to off;
      alter database ${database.name} set quote_all_identifiers to on;
      alter database ${database.name} set array_nulls to off`)
    const db = connect(database.url, { max: 1 })
    try {
      const [row] = await db.unsafe(`
        select 'a\\b' as text, '{NULL}'::text[] is not distinct from array[null::text] as nulls,
          current_setting('quote_all_identifiers') as quotes`)
      expect(row).toEqual({ text: 'a\\b', nulls: true, quotes: 'off' })
    } finally {
      await db.end({ timeout: 5 })
      await database.sql.unsafe(`alter database ${database.name} reset all`)
    }
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
