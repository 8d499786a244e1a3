import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planRun } from '../plan/plan.ts'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

describe('notes that an installation deletes by a mark of its own', () => {
  let database: TestDatabase
  let backupFolder: string
  let before: string
  const yes = async () => true
  const silent = () => {}
  const migrate = () => runMigration(testOptions(database.url, { backupFolder }), yes, silent)
  const rollBack = () => runRollback(testOptions(database.url), yes, silent)
  const dump = () => schemaDump(database.url, { excludeSchemas: ['valence_migration'] })

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    await database.sql.unsafe(`
      alter table public.contact_notes add column "deletedAt" timestamptz;
      alter table public.deal_notes add column is_deleted boolean not null default false;
      alter table public.companies add column is_deleted boolean default false;
      update public.contact_notes set "deletedAt" = '2024-05-06' where id % 2 = 0;
      update public.deal_notes set is_deleted = true where id % 3 = 0;
      update public.companies set is_deleted = true where id = 2`)
    before = await dump()
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  /** Notes whose activity does not lie where the note does. */
  const astray = async () =>
    await database.sql`
      select a.source_table, a.source_id
      from public.activities as a
      left join public.contact_notes as c on a.source_table = 'contact_notes' and c.id = a.source_id
      left join public.opportunity_notes as o on a.source_table = 'opportunity_notes' and o.id = a.source_id
      where a.source_row is null
        and (a.deleted_at is not null) is distinct from coalesce(c."deletedAt" is not null or o.is_deleted, c."deletedAt" is not null)`

  it('are told before the first write, and so are rows that would come back to life', async () => {
    const planned = await planRun(database.sql, {})
    if (planned.kind === 'target') throw new Error('this is no legacy database')
    const found = planned.plan.findings.filter(({ check }) => check === 'own-trash')
    expect(found).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('1 rows of companies') },
      { severity: 'notice', examples: ['deal_notes.is_deleted'] },
      { severity: 'notice', examples: ['contact_notes.deletedAt'] },
    ])
    expect(planned.plan.verdict.decision).toBe('go')
  })

  it('lie in the trash of the new application', async () => {
    await migrate()
    expect(await astray()).toEqual([])
    const [deleted] = await database.sql`
      select count(*)::int as rows from public.activities where deleted_at = '2024-05-06'`
    expect(deleted?.['rows']).toBeGreaterThan(50)
  })

  it('follow what either application deletes and takes back, and no note is lost', async () => {
    const [{ notes } = { notes: 0 }] = await database.sql<{ notes: number }[]>`
      select count(*)::int as notes from public.contact_notes`
    await database.sql`update public.contact_notes set "deletedAt" = now() where id = 1`
    await database.sql`update public.contact_notes set "deletedAt" = null where id = 2`
    await database.sql`update public.deal_notes set is_deleted = not is_deleted where id in (3, 4)`
    expect(await astray()).toEqual([])
    await database.sql`
      update public.activities set deleted_at = null where source_table = 'contact_notes' and source_id in (1, 4)`
    await database.sql`
      update public.activities set deleted_at = null where source_table = 'opportunity_notes' and source_id = 6`
    expect(await astray()).toEqual([])
    const marks =
      await database.sql`select id from public.contact_notes where id in (1, 4) and "deletedAt" is null`
    expect(marks).toHaveLength(2)
    const [after] = await database.sql`select count(*)::int as notes from public.contact_notes`
    expect(after).toEqual({ notes })
    const { checks } = await verifyDatabase(database.url)
    expect(checks.filter(({ failures }) => failures > 0)).toEqual([])
  })

  it('are taken along again after a rollback, as they are then', async () => {
    await rollBack()
    expect(await dump()).toBe(before)
    await database.sql`update public.contact_notes set "deletedAt" = null where id = 6`
    await database.sql`update public.contact_notes set "deletedAt" = now() where id = 5`
    await migrate()
    expect(await astray()).toEqual([])
  })
})
