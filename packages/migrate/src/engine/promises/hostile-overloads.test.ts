import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dryRun, verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
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

  it('are there, and would be called by whoever has public on the search path', async () => {
    const operator = connect(database.url, { max: 1, settings: { search_path: 'public' } })
    try {
      await expect(operator`select count('x'::text)`).rejects.toThrow('CAUGHT count as postgres')
      await expect(operator`select format('x'::text, 'x'::text)`).rejects.toThrow('CAUGHT format')
      await expect(operator`select 'x'::name || 'y'::text`).rejects.toThrow('CAUGHT operator')
    } finally {
      await operator.end({ timeout: 5 })
    }
  })

  it('are told by a dry run, whose decision stays go', async () => {
    const planned = await dryRun(database.url, {})
    if (planned.kind !== 'plan') throw new Error('it is migrated already')
    expect(planned.plan.findings.find(({ check }) => check === 'overload')).toMatchObject({
      severity: 'notice',
      examples: expect.arrayContaining([expect.stringContaining('of authenticated')]),
    })
    expect(planned.plan.verdict.decision).toBe('go')
  })

  it('are called neither by a run, nor by its proof, nor by a rollback', async () => {
    const options = testOptions(database.url, { backupFolder })
    expect(await runMigration(options, yes, silent)).toMatchObject({ kind: 'migrated' })
    expect(await verifyDatabase(database.url, { isStrict: true })).toMatchObject({ isGood: true })
    await runRollback(testOptions(database.url), yes, silent)
  })
})
