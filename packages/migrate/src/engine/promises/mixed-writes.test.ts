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

// 10,000 of them: mixed-writes.long.test.ts.
describe.each(['g8', 'g21'] as const)('1,000 writes by both names on %s', (generation) => {
  it('survive the way back and the second migration', async () => {
    const database = await createLegacyDatabase({ generation })
    try {
      const done = await expectWritesSurvive(database, {
        generation,
        backupFolder,
        count: 1_000,
        seed: 1,
      })
      expect(done.size).toBeGreaterThan(mixedWriteKinds - 5)
    } finally {
      await database.drop()
    }
  })
})
