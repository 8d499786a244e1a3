import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dryRun } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import type { MigrationPlan } from './plan.ts'

let database: TestDatabase
let backupFolder: string
let earlierPlan: MigrationPlan
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
beforeEach(async () => {
  database = await createLegacyDatabase({ generation: 'g21' })
  const planned = await dryRun(database.url, {})
  if (planned.kind === 'target') throw new Error('this is no legacy database')
  earlierPlan = planned.plan
  return () => database.drop()
})
afterAll(() => rm(backupFolder, { recursive: true }))

const run = (confirm: () => Promise<boolean>) =>
  runMigration(testOptions(database.url, { backupFolder, earlierPlan }), confirm, () => {})

const isUntouched = async () => {
  const [row] = await database.sql`select to_regclass('public.opportunities') is null as untouched`
  return row?.['untouched']
}

describe('a database that changed since the dry run', () => {
  it('is refused, with every difference named', async () => {
    await database.sql.unsafe(`
      alter table public.deals add column region text;
      drop policy "Deals Delete Policy" on public.deals;
      update public.deals set amount = 1 where id = 1`)
    await expect(run(async () => true)).rejects.toMatchObject({
      code: 'VAL-DRIFT',
      exitCode: 3,
      object: 'column deals.region was added; policy deals.Deals Delete Policy was dropped',
    })
    expect(await isUntouched()).toBe(true)
  })

  it('is refused even when that happened between the question and the first write', async () => {
    const changeMeanwhile = async () => {
      await database.sql`alter table public.contacts add column nickname text`
      return true
    }
    await expect(run(changeMeanwhile)).rejects.toMatchObject({
      code: 'VAL-DRIFT',
      object: 'column contacts.nickname was added',
    })
    expect(await isUntouched()).toBe(true)
  })

  it('keeps its plan when only rows came and went', async () => {
    await database.sql`insert into public.deals (name, stage) values ('Another', 'won')`
    const planned = await dryRun(database.url, {})
    expect(planned.kind === 'plan' && planned.plan.hash).toBe(earlierPlan.hash)
    expect((await run(async () => true)).kind).toBe('migrated')
  })
})
