import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import { verifyDatabase } from './inspect.ts'
import { runMigration } from './run-migration.ts'
import { runRollback } from './run-rollback.ts'
import { testOptions } from './stepwise.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

const yes = async () => true

const migrate = (database: TestDatabase, emit: (event: MigrationEvent) => void = () => {}) =>
  runMigration(testOptions(database.url, { backupFolder, batchSize: 40 }), yes, emit)

const rollBack = (database: TestDatabase) => runRollback(testOptions(database.url), yes, () => {})

async function stateOf(database: TestDatabase): Promise<string> {
  const schema = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
  return `${schema}\n${JSON.stringify(await dataDigest(database.sql))}`
}

class Cut extends Error {}

/** An emit that breaks the run off at its n-th event after the backup. */
function cutAt(n: number): { emit: (event: MigrationEvent) => void; wasCut: () => boolean } {
  let seen = -1
  return {
    emit: (event) => {
      if (seen === -1 && !(event.kind === 'task-started' && event.task === '1.1')) return
      seen += 1
      if (seen === n) throw new Cut()
    },
    wasCut: () => seen >= n,
  }
}

describe.each(['g8', 'g21'] as const)('a run of %s that breaks off', (generation) => {
  // Every place would be some seventy runs; every eighth is still in each phase. Going on after a break, and breaks of a
  // rollback, are with the kill points of the command line.
  const places = Array.from({ length: 9 }, (_, index) => index * 8)

  it('can be rolled back from anywhere, to exactly what was there', async () => {
    for (const place of places) {
      const database = await createLegacyDatabase({ generation })
      try {
        const before = await stateOf(database)
        const cut = cutAt(place)
        await migrate(database, cut.emit).catch((error: unknown) => {
          if (!(error instanceof Cut)) throw error
        })
        await rollBack(database)
        expect(await stateOf(database), `broken off at event ${place}`).toBe(before)
        if (!cut.wasCut()) break
      } finally {
        await database.drop()
      }
    }
  }, 180_000)
})

describe('a migration while the old application works on', () => {
  it('ends well, with every write of the application kept and none refused', async () => {
    const database = await createLegacyDatabase({ generation: 'g21', deals: 600, defects: 'light' })
    let isRunning = true
    const failures: unknown[] = []
    let written = 0
    const writer = (async () => {
      while (isRunning) {
        try {
          const [deal] = await database.sql`
            insert into public.deals (name, stage, contact_ids) values ('Meanwhile', 'won', '{1,2}') returning id`
          await database.sql`update public.deals set amount = 5, stage = 'lost' where id = ${deal?.['id']}`
          await database.sql`insert into public.deal_notes (deal_id, text) values (${deal?.['id']}, 'Meanwhile')`
          await database.sql`update public.contacts set company_id = 1 + (id % 5) where id = ${1 + (written % 40)}`
          if (written % 3 === 0)
            await database.sql`delete from public.deals where id = ${deal?.['id']}`
          written += 1
        } catch (error) {
          failures.push(error)
        }
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    try {
      expect((await migrate(database)).kind).toBe('migrated')
      isRunning = false
      await writer
      expect(failures).toEqual([])
      expect(written).toBeGreaterThan(5)
      const verification = await verifyDatabase(database.url)
      expect(verification.checks.filter((check) => check.failures > 0)).toEqual([])
      const [kept] = await database.sql`
        select count(*)::int as kept from public.opportunities where name = 'Meanwhile' and stage = 'closed_lost'`
      expect(kept?.['kept']).toBe(written - Math.ceil(written / 3))
    } finally {
      isRunning = false
      await writer
      await database.drop()
    }
  }, 60_000)

  it('says so when a row changed that the application did not write', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      const tampered = migrate(database, (event) => {
        if (event.kind === 'task-started' && event.task === 'analyze') throw new Cut()
      })
      await expect(tampered).rejects.toBeInstanceOf(Cut)
      // What no statistics count: the captured state itself says something else.
      await database.sql`
        update valence_migration.captured_checksums
        set buckets = jsonb_set(buckets, '{0,sum}', '"1"') where table_name = 'deals'`
      await expect(migrate(database)).rejects.toMatchObject({
        code: 'VAL-VERIFY',
        message: expect.stringContaining('deals reads as before'),
      })
    } finally {
      await database.drop()
    }
  })
})

describe('a second migration', () => {
  it('does not miss what went to the trash before the rollback', async () => {
    const database = await createLegacyDatabase({ generation: 'g8' })
    try {
      await migrate(database)
      await database.sql`update public.opportunities set deleted_at = now() where id <= 6`
      await rollBack(database)
      expect((await migrate(database)).kind).toBe('migrated')
      const [trash] = await database.sql`
        select count(*)::int as rows from public.opportunities where deleted_at is not null`
      expect(trash?.['rows']).toBe(6)
    } finally {
      await database.drop()
    }
  })
})
