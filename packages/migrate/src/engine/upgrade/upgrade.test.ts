import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readSteps, SCHEMA_VERSION } from '@valence/schema/growth'
import { parseSync } from '@valence/schema/parser'
import { schemaSql } from '@valence/schema/sql'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { requireCurrentSchema } from './plan-upgrade.ts'
import { dryUpgrade, upgradeDatabase } from './upgrade-database.ts'

const FIRST = new URL('../../../../schema/releases/0001.sql', import.meta.url)
const OURS = ['valence_migration']

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

const yes = async () => true
const dump = ({ url }: TestDatabase) => schemaDump(url, { excludeSchemas: OURS })
const upgrade = ({ url }: TestDatabase) => upgradeDatabase(testOptions(url), yes, () => {})

/**
 * A database that this program migrated becomes one that the first release did: its functions in public, its triggers and policies
 * calling them, and no books of the schema.
 */
async function asTheFirstReleaseLeftIt({ sql }: TestDatabase): Promise<void> {
  const text = await readFile(FIRST, 'utf8')
  const isOf = (statement: string) =>
    /^(?:--[^\n]*\n)*create (?:or replace )?(?:function (?!public\.(?:is_admin|merge_contacts|handle_))|trigger (?!on_auth))/.test(
      statement,
    )
  const policies =
    /^(?:--[^\n]*\n)*(?:drop policy if exists|create policy) "valence (?!members|administrators)/
  const statements = statementsOf(text)
  await sql.begin(async (tx) => {
    await tx.unsafe('set local check_function_bodies = off')
    for (const statement of statements.filter(isOf)) await tx.unsafe(statement)
    for (const statement of statements.filter((one) => policies.test(one)))
      await tx.unsafe(statement)
    const newer = await tx<{ drop: string }[]>`
      select format('drop trigger %I on %s', t.tgname, t.tgrelid::regclass) as drop
      from pg_trigger as t join pg_proc as p on p.oid = t.tgfoid
      where not t.tgisinternal and p.pronamespace = 'valence'::regnamespace`
    for (const { drop } of newer) await tx.unsafe(drop)
    await tx.unsafe('drop function public.schema_version()')
    await tx.unsafe('drop schema valence cascade')
  })
}

function statementsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text)
  return (parseSync(text).stmts ?? []).map(({ stmt_location: from = 0, stmt_len: length }) =>
    bytes
      .subarray(from, length === undefined ? undefined : from + length)
      .toString()
      .trim(),
  )
}

describe('a database that the first release migrated', () => {
  let database: TestDatabase
  let before: string

  beforeEach(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
    before = await dump(database)
    await runMigration(testOptions(database.url, { backupFolder }), yes, () => {})
  })
  afterEach(() => database.drop())

  it('is upgraded within the grace period to what this program migrates to, and can still be rolled back exactly', async () => {
    const today = await dump(database)
    await asTheFirstReleaseLeftIt(database)
    await expect(requireCurrentSchema(database.sql)).rejects.toMatchObject({
      code: 'VAL-SCHEMA-OLD',
    })
    await expect(runRollback(testOptions(database.url), yes, () => {})).rejects.toMatchObject({
      code: 'VAL-SCHEMA-OLD',
    })
    const dry = await dryUpgrade(database.url)
    expect(dry).toMatchObject({ from: 1, to: SCHEMA_VERSION, isCurrent: false })

    await upgrade(database)
    expect(await dump(database)).toBe(today)
    await requireCurrentSchema(database.sql)
    await database.sql`update public.deals set name = 'written through the old name' where id = (select min(id) from public.deals)`
    await runRollback(testOptions(database.url), yes, () => {})
    expect(await dump(database)).toBe(before)
  })

  it('keeps the summaries of the old clients, wherever an upgrade was cut off before', async () => {
    const today = await dump(database)
    await asTheFirstReleaseLeftIt(database)
    // As far as the step, and not as far as what is kept.
    await database.sql.begin(async (tx) => {
      await tx.unsafe(schemaSql('00_schemas/valence'))
      await tx.unsafe(schemaSql('02_tables/schema_books'))
      for (const step of readSteps()) {
        await tx.unsafe(step.sql)
        await tx`
          insert into valence.schema_steps (version, name, checksum, tool)
          values (${step.version}, ${step.name}, ${step.checksum}, 'test')`
      }
    })
    await upgrade(database)
    expect(await dump(database)).toBe(today)
  })

  it('is upgraded once: the second time says that there is nothing to do', async () => {
    await asTheFirstReleaseLeftIt(database)
    expect(await upgrade(database)).toMatchObject({ kind: 'upgraded' })
    expect(await upgrade(database)).toMatchObject({ kind: 'current' })
  })

  it('names what of the installation hangs on a function that goes, before the first write', async () => {
    await asTheFirstReleaseLeftIt(database)
    await database.sql.unsafe(
      `create view public.own_names as select public.folded_text(c.name) as name from public.companies as c`,
    )
    const before = await dump(database)
    await expect(upgrade(database)).rejects.toMatchObject({ code: 'VAL-UPGRADE-BLOCKED' })
    expect(await dump(database)).toBe(before)
  })

  it('is left alone while its migration has not come to its end', async () => {
    await database.sql`update valence_migration.runs set state = 'running'`
    await database.sql`delete from valence.schema_objects as o where o.identity = 'state'`
    const before = await dump(database)
    expect(await upgrade(database)).toMatchObject({ kind: 'current', plan: { isMigrating: true } })
    expect(await dump(database)).toBe(before)
  })

  it('is refused where it is newer than the program', async () => {
    await database.sql`
      insert into valence.schema_steps (version, name, checksum, tool) values (${SCHEMA_VERSION + 1}, 'later', '', 'later')`
    await expect(upgrade(database)).rejects.toMatchObject({ code: 'VAL-SCHEMA-NEWER', exitCode: 3 })
    await expect(requireCurrentSchema(database.sql)).rejects.toMatchObject({
      code: 'VAL-SCHEMA-NEWER',
    })
  })
})
