import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, otherMajors, useServer } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { expectRoundTrip } from './promises.fixture.ts'
import { expectWritesSurvive } from './round-trip.fixture.ts'

// All other tests run on PostgreSQL 17.
describe.each(otherMajors)('on PostgreSQL %i', (major) => {
  let stop: () => Promise<void>
  let backupFolder: string
  beforeAll(async () => {
    stop = await useServer(major)
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  })
  afterAll(async () => {
    await stop()
    await rm(backupFolder, { recursive: true })
  })

  it.each(['g8', 'g21'] as const)('the promises hold for %s', async (generation) => {
    const database = await createLegacyDatabase({ generation })
    try {
      const [row] = await database.sql`
        select current_setting('server_version_num')::int / 10000 as major`
      expect(row?.['major']).toBe(major)
      await expectRoundTrip(database, { backupFolder })
    } finally {
      await database.drop()
    }
  })

  it('a role without superuser rights rolls a broken-off run back, and what is written by both names survives', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      const [role] = await database.sql`
        select r.rolsuper as "isSuperuser" from pg_roles as r where r.rolname = current_user`
      expect(role).toEqual({ isSuperuser: false })
      const options = testOptions(database.url, { backupFolder, batchSize: 20 })
      const brokenOff = runMigration(
        options,
        async () => true,
        (event) => {
          if (event.kind === 'task-progress' && event.task === '1.3' && event.done > 0)
            throw new Error('broken off')
        },
      )
      await expect(brokenOff).rejects.toThrow('broken off')
      await runRollback(
        options,
        async () => true,
        () => {},
      )
      await expectWritesSurvive(database, {
        generation: 'g21',
        backupFolder,
        count: 300,
        seed: major,
      })
    } finally {
      await database.drop()
    }
  })

  it('a run that breaks off goes on to the same end', async () => {
    const database = await createLegacyDatabase({ generation: 'g8' })
    try {
      const options = testOptions(database.url, { backupFolder, batchSize: 20 })
      const migrate = (emit: (event: MigrationEvent) => void) =>
        runMigration(options, async () => true, emit)
      const brokenOff = migrate((event) => {
        if (event.kind === 'task-progress' && event.task === '1.2' && event.done > 0)
          throw new Error('broken off')
      })
      await expect(brokenOff).rejects.toThrow('broken off')
      expect((await migrate(() => {})).kind).toBe('migrated')
      expect((await verifyDatabase(database.url, { isStrict: true })).isGood).toBe(true)
    } finally {
      await database.drop()
    }
  })
})
