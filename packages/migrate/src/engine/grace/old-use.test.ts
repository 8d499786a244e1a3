import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '@valence/db'
import { createTargetSchema } from '@valence/schema/growth'
import { createLegacyDatabase, createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readChecklist } from '../checklist/checklist.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { endGracePeriod } from './end-grace-period.ts'
import { inspectOldUse } from './old-use.ts'

const yes = async () => true
const silent = () => {}
const signal = new AbortController().signal

describe.each(['g8', 'g21'] as const)('the grace period of %s', (generation) => {
  let database: TestDatabase
  let backupFolder: string
  let user: string
  const notes = generation === 'g8' ? 'dealNotes' : 'deal_notes'

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation })
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    await runMigration(testOptions(database.url, { backupFolder }), yes, silent)
    const [row] = await database.sql`select user_id as id from public.sales order by id limit 1`
    user = String(row?.['id'])
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  const use = async (watchMs = 0) => {
    const { names, ...rest } = await inspectOldUse(database.url, { watchMs, signal })
    return { ...rest, uses: Object.fromEntries(names.map(({ name, uses }) => [name, uses])), names }
  }

  /** Statistics of a session reach the others when it ends, at the latest. */
  async function asSomeone(...statements: string[]): Promise<void> {
    const client = connect(database.url, {
      max: 1,
      applicationName: 'old client',
      settings: { search_path: 'public' },
    })
    for (const statement of statements) {
      await client.begin(async (tx) => {
        await tx.unsafe('set local role authenticated')
        await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: user })}, true)`
        await tx.unsafe(statement)
      })
    }
    await client.end()
    await sleep(100)
  }

  it('what this tool reads is no use, and neither is what new clients do', async () => {
    const before = await use()
    await asSomeone(
      'select * from public.opportunities limit 1',
      `select public.move_opportunity(1, 'proposal')`,
      `insert into public.opportunities (name, stage) values ('new', 'lead')`,
    )
    expect((await use()).uses).toEqual(before.uses)
  })

  it('each statement that names an old name counts once, whatever it is', async () => {
    const before = (await use()).uses
    await asSomeone(
      'select count(*) from public.deals',
      'select * from public.deals where id = 1 for update',
      'update public.deals set amount = 3 where id in (1, 2)',
      'delete from public.deals where id = -1',
      `select * from public."${notes}"`,
      `insert into public.deals (name, stage) values ('old', 'lost')`,
    )
    const after = (await use()).uses
    expect((after['deals'] ?? 0) - (before['deals'] ?? 0)).toBe(4)
    expect((after[notes] ?? 0) - (before[notes] ?? 0)).toBe(1)
    expect((after['deals (new rows)'] ?? 0) - (before['deals (new rows)'] ?? 0)).toBe(1)
  })

  it('is counted in read-only transactions, and tells when it was last used', async () => {
    const [clock] = await database.sql<{ now: Date }[]>`select clock_timestamp() as now`
    const client = connect(database.url, {
      max: 1,
      applicationName: 'old client',
      settings: { search_path: 'public' },
    })
    await client.begin('read only', (tx) => tx`select 1 from public.deals limit 1`)
    await client.end()
    await sleep(100)
    const deals = (await use()).names.find(({ name }) => name === 'deals')
    expect(deals?.lastUsedAt?.getTime()).toBeGreaterThanOrEqual((clock?.now.getTime() ?? 0) - 1)
    expect(deals).toMatchObject({ isExact: true, silentSince: deals?.lastUsedAt })
  })

  it('a watch says who uses one, with what', async () => {
    const client = connect(database.url, {
      max: 1,
      applicationName: 'forgotten script',
      settings: { search_path: 'public' },
    })
    const busy = client.begin(async (tx) => {
      await tx`select 'from a script', id from public.deals limit 1`
      await sleep(1_500)
    })
    const { seen } = await use(1_000)
    await busy
    await client.end()
    expect(seen).toContainEqual(
      expect.objectContaining({
        name: 'deals',
        role: 'postgres',
        application: 'forgotten script',
        query: expect.stringContaining('from a script'),
      }),
    )
  })

  it('is not ended while an old name is used, or needed by a view', async () => {
    const end = (silentForMs: number) =>
      endGracePeriod({ ...testOptions(database.url), silentForMs }, yes, silent)
    await expect(end(3_600_000)).rejects.toMatchObject({
      code: 'VAL-OLD-NAMES-USED',
      exitCode: 3,
      message: expect.stringContaining('deals used'),
    })
    await database.sql`create view public.own_report with (security_invoker = on) as select id from public.deals`
    await expect(end(0)).rejects.toMatchObject({
      code: 'VAL-OLD-NAMES-NEEDED',
      object: 'own_report',
    })
    await database.sql`drop view public.own_report`
    await expect(
      endGracePeriod({ ...testOptions(database.url), silentForMs: 0 }, async () => false, silent),
    ).resolves.toMatchObject({ kind: 'declined' })
    expect(await database.sql`select from public.deals limit 1`).toHaveLength(1)
  })

  it('once ended, the new shape stands alone, with every row as it was, and there is no way back', async () => {
    const tables = [
      'opportunities',
      'opportunity_notes',
      'contact_notes',
      'contacts',
      'contact_organizations',
      'opportunity_contacts',
      'opportunity_participants',
      'activities',
      'tasks',
      'tags',
    ]
    const content = async () => {
      const lines: string[] = []
      for (const table of [...tables, 'companies']) {
        const rows = await database.sql.unsafe<{ line: string }[]>(
          `select (to_jsonb(t) - 'stateAbbr')::text as line from public.${table} as t order by t.id`,
        )
        lines.push(...rows.map(({ line }) => `${table} ${line}`))
      }
      return lines
    }
    const before = await content()
    const outcome = await endGracePeriod(
      { ...testOptions(database.url), silentForMs: 0 },
      yes,
      silent,
    )
    expect(outcome.kind).toBe('ended')
    expect(await content()).toEqual(before)

    for (const name of ['deals', 'deal_notes', 'deals_summary', 'dealNotes', 'contactNotes']) {
      const [row] = await database.sql`select to_regclass(${`public."${name}"`}) is null as gone`
      expect(row, name).toEqual({ gone: true })
    }
    await expect(runRollback(testOptions(database.url), yes, silent)).rejects.toMatchObject({
      code: 'VAL-GRACE-ENDED',
      exitCode: 4,
    })
    await expect(inspectOldUse(database.url, { watchMs: 0, signal })).rejects.toMatchObject({
      code: 'VAL-GRACE-ENDED',
    })
    const { items } = await readChecklist(database.url)
    expect(items.filter(({ state }) => state === 'failed')).toEqual([])
    expect(items.find(({ id }) => id === 'old-name')?.detail).toContain(
      'when the grace period ended',
    )
    await database.asUser(user, async (tx) => {
      const [opportunity] = await tx<{ id: number; probability: number }[]>`
        insert into public.opportunities (name, stage) values ('Alone', 'proposal') returning id, probability`
      expect(opportunity?.probability).toBe(60)
      await tx`select public.move_opportunity(${opportunity?.id ?? 0}, 'closed_won')`
      const [note] = await tx<{ id: number }[]>`
        select (public.log_activity(${tx.json({ type: 'note', description: 'x', opportunity_id: opportunity?.id ?? 0 })}::jsonb)).id`
      await tx`update public.activities set description = 'y' where id = ${note?.id ?? 0}`
      const [summary] = await tx`
        select nb_notes::int from public.opportunities_summary where id = ${opportunity?.id ?? 0}`
      expect(summary).toEqual({ nb_notes: 1 })
      await tx`select from public.companies_summary limit 1`
      await tx`select from public.contacts_summary limit 1`
      await tx`select from public.activity_log limit 1`
    })
  })

  it('and what is left is what a fresh installation has', async () => {
    const fresh = await createTestDatabase({
      template: 'target-for-the-end-of-grace',
      build: ({ sql }) => createTargetSchema(sql),
    })
    const shape = async ({ sql }: TestDatabase) =>
      (
        await sql<{ line: string }[]>`
          select c.relname || '.' || a.attname as line
          from pg_class as c join pg_attribute as a on a.attrelid = c.oid
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
            and a.attnum > 0 and not a.attisdropped
            and c.relname not like 'migration%' and c.relname <> 'favicons_excluded_domains'
          union all
          select c.relname || ' trigger ' || t.tgname
          from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
          where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and t.tgname like 'valence%'
            and c.relname <> 'favicons_excluded_domains'
          order by 1`
      ).map(({ line }) => line)
    const [left, wanted] = [await shape(database), await shape(fresh)]
    expect(left.filter((line) => !wanted.includes(line))).toEqual([])
    expect(wanted.filter((line) => !left.includes(line))).toEqual([])
    await fresh.drop()
  })
})
