import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defaultRunOptions, runMigration, verifyDatabase } from '@valence/migrate'
import { demoUsers } from '@valence/sample-data'
import { createLegacyDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fight } from '../bench/workload/fight.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

// Ten minutes over 100 rows: bench/online.ts.
describe.each(['g8', 'g21'] as const)(
  'old and new clients that write the same few rows of %s',
  (generation) => {
    it('never wait for one another in a circle, and both shapes say the same afterwards', async () => {
      const database = await createLegacyDatabase({ generation, deals: 80 })
      await runMigration(
        {
          ...defaultRunOptions,
          databaseUrl: database.url,
          backupFolder,
          isSolo: true,
          signal: new AbortController().signal,
        },
        async () => true,
        () => {},
      )
      const outcome = await fight({
        url: database.url,
        generation,
        users: demoUsers.map(({ userId }) => userId),
        rows: 6,
        seconds: 8,
        fighters: 6,
      })
      const { writes, ...troubles } = outcome
      expect(troubles).toEqual({ deadlocks: 0, failures: {}, victims: {} })
      expect(writes).toBeGreaterThan(100)
      const { checks } = await verifyDatabase(database.url)
      expect(checks.filter(({ failures }) => failures > 0)).toEqual([])
      await database.drop()
    })
  },
)
