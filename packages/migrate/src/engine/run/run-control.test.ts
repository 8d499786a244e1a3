import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLegacyDatabase, dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import { dryRun, reportDatabase, verifyDatabase } from './inspect.ts'
import { controlRun } from './run-control.ts'
import { runMigration } from './run-migration.ts'
import { runRollback } from './run-rollback.ts'
import { testOptions } from './stepwise.fixture.ts'

let backupFolder: string
let database: TestDatabase
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))
beforeEach(async () => {
  database = await createLegacyDatabase({ generation: 'g21', deals: 300, defects: 'light' })
  return () => database.drop()
})

const migrate = (
  changes: Partial<Parameters<typeof testOptions>[1]> = {},
  emit: (event: MigrationEvent) => void = () => {},
) =>
  runMigration(
    testOptions(database.url, { backupFolder, batchSize: 20, ...changes }),
    async () => true,
    emit,
  )

/** Calls `act` once, at the first batch of a phase. */
function atFirstBatch(phase: string, act: () => void): (event: MigrationEvent) => void {
  let isDone = false
  return (event) => {
    if (isDone || event.kind !== 'task-progress' || event.task !== phase || event.done === 0) return
    isDone = true
    act()
  }
}

describe('a run, from another terminal', () => {
  it('waits after its batch, holds no lock meanwhile, and goes on when it is told to', async () => {
    const texts: string[] = []
    let paused: Promise<unknown> | undefined
    const onBatch = atFirstBatch('1.3', () => {
      paused = controlRun(database.url, 'pause')
    })
    const run = migrate({}, (event) => {
      if (event.kind === 'message') texts.push(event.text)
      onBatch(event)
    })
    while (!texts.some((text) => text.startsWith('Paused by'))) await sleep(20)
    await paused
    const [progress] = await database.sql`
      select rows_done from valence_migration.checkpoints where phase = '1.3'`
    await sleep(700)
    const [later] = await database.sql`
      select rows_done from valence_migration.checkpoints where phase = '1.3'`
    expect(later).toEqual(progress)
    await expect(dryRun(database.url, {})).rejects.toMatchObject({
      code: 'VAL-UNFINISHED',
      message: expect.stringContaining('is active'),
    })
    await database.sql.begin(async (tx) => {
      await tx`set local lock_timeout = '100ms'`
      await tx`lock table public.opportunities in access exclusive mode`
    })
    await controlRun(database.url, 'resume')
    expect((await run).kind).toBe('migrated')
    expect(texts.some((text) => text.startsWith('Going on'))).toBe(true)
    expect((await verifyDatabase(database.url, { isStrict: true })).isGood).toBe(true)
  }, 60_000)

  it('ends after its batch with exit code 130, and the same command goes on', async () => {
    const run = migrate(
      {},
      atFirstBatch('1.2', () => void controlRun(database.url, 'abort')),
    )
    await expect(run).rejects.toMatchObject({ code: 'VAL-ABORTED', exitCode: 130 })
    await expect(dryRun(database.url, {})).rejects.toMatchObject({
      message: expect.stringContaining('is unfinished'),
    })
    expect((await migrate()).kind).toBe('migrated')
  }, 60_000)

  it('cannot be told anything when none is active', async () => {
    await expect(controlRun(database.url, 'pause')).rejects.toMatchObject({
      code: 'VAL-NO-RUN',
      exitCode: 2,
    })
    await migrate()
    await expect(controlRun(database.url, 'abort')).rejects.toMatchObject({ code: 'VAL-NO-RUN' })
  })
})

describe('an atomic run', () => {
  it('ends as one in pieces does', async () => {
    await migrate()
    const inPieces = await contentOf(database)
    const other = await createLegacyDatabase({ generation: 'g21', deals: 300, defects: 'light' })
    try {
      const outcome = await runMigration(
        testOptions(other.url, { backupFolder, isAtomic: true }),
        async () => true,
        () => {},
      )
      expect(outcome.kind).toBe('migrated')
      expect(await contentOf(other)).toEqual(inPieces)
      expect((await verifyDatabase(other.url, { isStrict: true })).isGood).toBe(true)
      expect((await reportDatabase(other.url))?.phases).toHaveLength(5)
    } finally {
      await other.drop()
    }
  }, 60_000)

  it('leaves the database as it was when it fails at its end, and can be rolled back when it does not', async () => {
    const before = await stateOf(database)
    const cut = migrate({ isAtomic: true }, (event) => {
      if (event.kind === 'task-started' && event.task === 'verify') throw new Error('cut')
    })
    await expect(cut).rejects.toThrow('cut')
    const [found] = await database.sql`
      select to_regclass('public.opportunities') is null as untouched,
        (select count(*)::int from valence_migration.checkpoints) as checkpoints`
    expect(found).toEqual({ untouched: true, checkpoints: 0 })
    expect((await migrate({ isAtomic: true })).kind).toBe('migrated')
    await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    expect(await stateOf(database)).toBe(before)
  }, 60_000)

  it('gives way to a lock of the application, and waits for none once it has them all', async () => {
    const holder = await database.sql.reserve()
    await holder`begin`
    await holder`update public.deals set amount = 1 where id = 1`
    const texts: string[] = []
    const run = migrate({ isAtomic: true, lockTimeoutMs: 50 }, (event) => {
      if (event.kind === 'message') texts.push(event.text)
    })
    while (!texts.some((text) => text.includes('a lock is not free'))) await sleep(20)
    await holder`commit`
    holder.release()
    expect((await run).kind).toBe('migrated')
    const [deal] = await database.sql`select amount from public.deals where id = 1`
    expect(deal?.['amount']).toBe(1)
  }, 60_000)

  it('is refused for more rows than one transaction should hold', async () => {
    await expect(migrate({ isAtomic: true, atomicRows: 100 })).rejects.toMatchObject({
      code: 'VAL-ATOMIC',
      exitCode: 2,
    })
  })

  it('cannot be paused', async () => {
    let paused: Promise<unknown> | undefined
    await migrate(
      { isAtomic: true },
      atFirstBatch('1.1', () => {
        paused = controlRun(database.url, 'pause').catch((error: unknown) => error)
      }),
    )
    expect(await paused).toMatchObject({ code: 'VAL-ATOMIC', exitCode: 2 })
  })
})

/** Rows of the new shape; which ids links and activities get depends on the batches. */
async function contentOf({ sql }: TestDatabase): Promise<readonly string[]> {
  const tables = ['opportunities', 'companies', 'contacts', 'contact_organizations', 'activities']
  const lines: string[] = []
  for (const table of [...tables, 'opportunity_contacts', 'opportunity_participants']) {
    const rows = await sql.unsafe<{ line: string }[]>(
      `select (to_jsonb(t) - 'id' - 'created_at' - 'updated_at')::text as line from public.${table} as t order by 1`,
    )
    lines.push(...rows.map(({ line }) => `${table} ${line}`))
  }
  return lines
}

async function stateOf({ url, sql }: TestDatabase): Promise<string> {
  const schema = await schemaDump(url, { excludeSchemas: ['valence_migration'] })
  return `${schema}\n${JSON.stringify(await dataDigest(sql))}`
}
