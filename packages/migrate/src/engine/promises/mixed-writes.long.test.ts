import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mixedWriteKinds } from './mixed-writes.fixture.ts'
import { expectWritesSurvive } from './round-trip.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

describe.each(['g8', 'g21'] as const)('10,000 writes by both names on %s', (generation) => {
  it.each([2, 3])(
    'survive the way back and the second migration (seed %i)',
    async (seed) => {
      const database = await createLegacyDatabase({ generation, deals: 200 })
      try {
        const done = await expectWritesSurvive(database, {
          generation,
          backupFolder,
          count: 10_000,
          seed,
        })
        expect(done.size).toBe(mixedWriteKinds)
      } finally {
        await database.drop()
      }
    },
    600_000,
  )
})
