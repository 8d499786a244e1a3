import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase } from '@valence/testkit'
import { expect, it } from 'vitest'
import { migrateBehind } from './foreign-transaction.fixture.ts'

it('a transaction of 60 seconds uses up neither the attempts of a run nor the time of anyone else', async () => {
  const database = await createLegacyDatabase({ generation: 'g21' })
  const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  try {
    const seen = await migrateBehind(database, {
      statement: 'select count(*) from public.deals',
      holdMs: 60_000,
      backupFolder,
    })
    expect(seen.kind).toBe('migrated')
    expect(seen.complaints.length).toBeGreaterThan(10)
    expect(seen.slowestMs).toBeLessThan(1_500)
  } finally {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  }
}, 300_000)
