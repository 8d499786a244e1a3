import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, type Database, type Transaction } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { corruptions, PREPARATION } from './corruptions.fixture.ts'
import { checkInside } from './verify-run.ts'

let database: TestDatabase
let db: Database
let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  database = await createLegacyDatabase({ generation: 'g21' })
  await database.sql.unsafe(PREPARATION)
  await runMigration(
    testOptions(database.url, { backupFolder }),
    async () => true,
    () => {},
  )
  db = connect(database.url, { max: 1 })
})
afterAll(async () => {
  await db.end()
  await database.drop()
  await rm(backupFolder, { recursive: true })
})

class Undo extends Error {}

/** What verify finds after something happened, which is taken back. */
async function failuresAfter(work: (tx: Transaction) => Promise<unknown>): Promise<string[]> {
  let failed: string[] = []
  await db
    .begin(async (tx) => {
      await work(tx)
      const { checks } = await checkInside(tx, { isStrict: false })
      failed = checks.filter((check) => check.failures > 0).map((check) => check.name)
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return failed
}

describe('verify', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await failuresAfter(async () => {})).toEqual([])
    expect((await verifyDatabase(database.url, { isStrict: true })).isGood).toBe(true)
  })

  it.each(corruptions)('finds $what', async ({ sql, foundBy }) => {
    const failed = await failuresAfter(async (tx) => {
      await tx`set local session_replication_role = replica`
      // As if it were ours: what the application writes is its own to change.
      await tx`insert into valence_migration.own_transactions default values`
      await tx.unsafe(sql)
      await tx`set local session_replication_role = origin`
    })
    expect(failed).toContainEqual(expect.stringMatching(foundBy))
  })

  it('lets the application change what it likes, and counts it', async () => {
    const failed = await failuresAfter(async (tx) => {
      await tx`update public.deals set name = 'Renamed', stage = 'won', contact_ids = '{4}' where id = 5`
      await tx`update public.contacts set company_id = 3 where id = 1`
      await tx`insert into public.deal_notes (deal_id, text) values (5, 'New')`
    })
    expect(failed).toEqual([])
  })
})

describe('verify, of a sequence that was set back', () => {
  it('names it', async () => {
    // No transaction takes that back.
    const [sequence] = await database.sql`select last_value from public.deals_id_seq`
    await database.sql`select setval('public.deals_id_seq', 1)`
    const { checks } = await verifyDatabase(database.url)
    await database.sql`select setval('public.deals_id_seq', ${sequence?.['last_value']})`
    expect(checks.find(({ failures }) => failures > 0)).toMatchObject({
      name: 'no sequence of the installation was moved by the migration',
      // An insert that was taken back may have moved another one forward.
      examples: expect.arrayContaining(['deals_id_seq']),
    })
  })
})

describe('verify, of a row that is gone', () => {
  it('fails where no one deleted it, and counts it where someone did', async () => {
    await database.sql`delete from public.deals where id = 9`
    const deleted = await verifyDatabase(database.url)
    expect(deleted.checks.find((check) => check.name === 'deals reads as before')).toMatchObject({
      failures: 0,
      detail: expect.stringContaining('1 row deleted since'),
    })
    expect((await verifyDatabase(database.url, { isStrict: true })).isGood).toBe(false)
    // As if the server had counted one less.
    await database.sql`
      update valence_migration.captured_checksums set deletes = deletes + 1 where table_name = 'deals'`
    const lost = await verifyDatabase(database.url)
    expect(lost.checks.find((check) => check.name === 'deals reads as before')).toMatchObject({
      failures: 1,
      examples: ['9'],
    })
  }, 60_000)
})
