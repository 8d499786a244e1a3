import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, otherMajors, useServer } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectRoundTrip } from './promises.fixture.ts'

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
})
