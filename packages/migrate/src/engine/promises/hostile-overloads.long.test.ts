import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp } from '../copies/backups.ts'
import { overdueBackupTables } from '../copies/cleanup.ts'
import { endGracePeriod } from '../grace/end-grace-period.ts'
import { inspectOldUse } from '../grace/old-use.ts'
import { reportDatabase, verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { dryUpgrade } from '../upgrade/upgrade-database.ts'
import { makeOverloads } from './overloads.fixture.ts'

describe('functions and operators in public under names of the catalog', () => {
  let database: TestDatabase
  let backupFolder: string
  const yes = async () => true
  const silent = () => {}

  beforeAll(async () => {
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    database = await createLegacyDatabase({ generation: 'g21', deals: 60 })
    await makeOverloads(database)
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  it('are called by none of our sessions: backup, run, proof, rollback, run, report, upgrade, end of the grace period, cleanup', async () => {
    const options = testOptions(database.url, { backupFolder })
    await backUp(database.url, backupFolder, silent)
    expect(await runMigration(options, yes, silent)).toMatchObject({ kind: 'migrated' })
    expect(await verifyDatabase(database.url, { isStrict: true })).toMatchObject({ isGood: true })
    await runRollback(testOptions(database.url), yes, silent)
    await runMigration(options, yes, silent)
    expect(await verifyDatabase(database.url)).toMatchObject({ isGood: true })
    expect(await reportDatabase(database.url)).toMatchObject({ state: 'migrated' })
    expect(await dryUpgrade(database.url)).toMatchObject({ isCurrent: true })
    await overdueBackupTables(database.url)
    await inspectOldUse(database.url, { watchMs: 0, signal: options.signal })
    const ended = await endGracePeriod({ ...options, silentForMs: 0 }, yes, silent)
    expect(ended.kind).toBe('ended')
  })
})
