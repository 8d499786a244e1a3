import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  createFixtureDatabase,
  createLegacyDatabase,
  schemaDump,
  type TestDatabase,
} from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCatalog } from '../../sql/catalog/read-catalog.ts'
import { auditViews } from '../../sql/objects/audit-views.ts'
import { planRun } from '../plan/plan.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { OURS } from './promises.fixture.ts'

describe("an installation's own audit rows that name deals", () => {
  let database: TestDatabase
  let backupFolder: string
  let before: string
  let administrator: string
  let salesperson: string

  beforeAll(async () => {
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    database = await createFixtureDatabase('t3')
    await database.sql`
      insert into public.audit_logs (resource_type, resource_id, action)
      values ('deal_notes', 1, 'created'), ('public.deals', 2, 'updated'), ('contacts', 3, 'created')`
    const users = await database.sql<{ id: string; isAdmin: boolean }[]>`
      select s.user_id::text as id, s.role = 'admin' as "isAdmin" from public.sales as s order by s.id`
    administrator = users.find(({ isAdmin }) => isAdmin)?.id ?? ''
    salesperson = users.find(({ isAdmin }) => !isAdmin)?.id ?? ''
    before = await schemaDump(database.url)
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  const rows = (relation: string) =>
    database.sql.unsafe(
      `select resource_type, count(*)::int as rows from public.${relation} group by 1 order by 1`,
    )
  const seenBy = async (actor: string, relation: string) =>
    (await database.asUser(actor, (tx) => tx.unsafe(`select id from public.${relation}`))).length

  it('stay as they are, and a view shows them with the new names', async () => {
    const planned = await planRun(database.sql, {})
    expect(
      planned.kind === 'plan' &&
        planned.plan.references.find(({ name }) => name === 'audit_logs.resource_type')?.advice,
    ).toContain('the view audit_logs_new_names')
    const kept = await rows('audit_logs')
    await runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      () => {},
    )
    expect(await rows('audit_logs')).toEqual(kept)
    expect((await rows('audit_logs_new_names')).map((row) => Object.values(row))).toEqual([
      ['contacts', 1],
      ['opportunities', 20],
      ['opportunity_notes', 1],
      ['public.opportunities', 1],
    ])
    const columns = await database.sql`
      select array_agg(a.attname::text order by a.attnum) as names from pg_attribute as a
      where a.attrelid = 'public.audit_logs_new_names'::regclass and a.attnum > 0`
    expect(columns[0]?.['names']).toEqual(['id', 'resource_type', 'resource_id', 'action', 'at'])
  })

  it('are seen through the view by those who see them in the table, and by no one else', async () => {
    expect(await seenBy(administrator, 'audit_logs_new_names')).toBe(23)
    expect(await seenBy(administrator, 'audit_logs')).toBe(23)
    expect(await seenBy(salesperson, 'audit_logs_new_names')).toBe(0)
    await expect(seenBy('anon', 'audit_logs_new_names')).rejects.toMatchObject({ code: '42501' })
    await expect(
      database.asUser('service_role', (tx) => tx`delete from public.audit_logs_new_names`),
    ).rejects.toMatchObject({ code: '42501' })
  })

  it('lose the view with the rollback, which is exact', async () => {
    await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(before)
  })
})

describe('tables that record', () => {
  it('are told by their shape: what they are called, or a time, an actor and a subject', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      expect(auditViews(await readCatalog(database.sql))).toEqual([])
      await database.sql.unsafe(`
        create table public.history (id int, table_name varchar(40));
        create table public."activityEvents" (id int, entity text, entity_id bigint);
        create table public.touched (at timestamptz, user_id uuid, record_type text);
        create table public.role_permissions (role text, resource text, created_at timestamptz, user_id uuid);
        create table public.events (id int, subject text, at timestamptz);
        create table public.mail_log (id int, resource_type int);
        create type public.thing as enum ('deals', 'contacts');
        create table public.change_log (what public.thing, object_type public.thing);
        create table public.audit_parts (id int, table_name text) partition by range (id)`)
      const found = auditViews(await readCatalog(database.sql))
      expect(found.map(({ table, mapped }) => `${table}: ${mapped.join(' ')}`)).toEqual([
        'activityEvents: entity',
        'audit_parts: table_name',
        'change_log: object_type',
        'history: table_name',
        'touched: record_type',
      ])
    } finally {
      await database.drop()
    }
  })

  it('whose view has no free name are a no-go that says so', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      await database.sql.unsafe(`
        create table public.audit_log (id int, table_name text);
        create view public.audit_log_new_names as select 1 as one`)
      const planned = await planRun(database.sql, {})
      expect(planned.kind === 'plan' && planned.plan.verdict.reasons).toEqual([
        'The view audit_log_new_names exists already, and the new schema needs the name',
      ])
    } finally {
      await database.drop()
    }
  })

  it('give those who may read only some columns no way around that', async () => {
    const database = await createLegacyDatabase({ generation: 'g8' })
    const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    try {
      await database.sql.unsafe(`
        create table public."Audit Log" (id int, "tableName" text, secret text, kind char(4));
        alter table public."Audit Log" rename column "tableName" to table_name;
        revoke all on public."Audit Log" from anon, authenticated, service_role;
        grant select (id, table_name) on public."Audit Log" to authenticated;
        insert into public."Audit Log" values (1, 'dealNotes', 'x')`)
      await runMigration(
        testOptions(database.url, { backupFolder }),
        async () => true,
        () => {},
      )
      const view = 'public."Audit Log_new_names"'
      const user = '00000000-0000-4000-8000-000000000000'
      const asUser = (columns: string) =>
        database.asUser(user, (tx) => tx.unsafe(`select ${columns} from ${view}`))
      await expect(asUser('secret')).rejects.toMatchObject({ code: '42501' })
      await expect(asUser('id')).rejects.toMatchObject({ code: '42501' })
      expect(await database.sql.unsafe(`select table_name from ${view}`)).toMatchObject([
        { table_name: 'opportunity_notes' },
      ])
    } finally {
      await database.drop()
      await rm(backupFolder, { recursive: true })
    }
  })
})
