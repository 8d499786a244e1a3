import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectLog } from '../books/inspect-log.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { type Checklist, confirmItem, readChecklist } from './checklist.ts'

const FOR_PEOPLE = ['old-urls', 'sign-offs', 'ui-text', 'caches', 'rollback', 'team']

const idsIn = (checklist: Checklist, state: string) =>
  checklist.items.filter((item) => item.state === state).map(({ id }) => id)

const detailOf = (checklist: Checklist, id: string) =>
  checklist.items.find((item) => item.id === id)?.detail

describe.each(['g8', 'g21'] as const)('the checklist of a migrated %s', (generation) => {
  let database: TestDatabase
  let backupFolder: string

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation })
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  const migrate = () =>
    runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      () => {},
    )
  const check = () => readChecklist(database.url)

  it('is not gone through before the migration', async () => {
    await expect(check()).rejects.toMatchObject({ code: 'VAL-NOT-MIGRATED', exitCode: 2 })
  })

  it('passes by machine, and leaves to people what only they can see', async () => {
    await migrate()
    const checklist = await check()
    expect(checklist.items.filter(({ state }) => state === 'failed')).toEqual([])
    expect(idsIn(checklist, 'open')).toEqual(FOR_PEOPLE)
    expect(checklist.isComplete).toBe(false)
  })

  it('leaves nothing behind: no row, no sequence, no trigger state, no call', async () => {
    await database.sql.unsafe(`
      create sequence public.called;
      create function public.call_out() returns trigger language plpgsql as $f$ begin
        perform net.http_post(url => 'https://example.com'), nextval('public.called');
        return null;
      end $f$;
      create trigger call_out after insert on public.opportunities
        for each row execute function public.call_out()`)
    const state = async () => ({
      rows: await dataDigest(database.sql),
      schema: await schemaDump(database.url),
      sequences:
        await database.sql`select schemaname, sequencename, last_value::text from pg_sequences order by 1, 2`,
    })
    const before = await state()
    const checklist = await check()
    expect(detailOf(checklist, 'create-opportunity')).toContain('without call_out')
    expect(await state()).toEqual(before)
    await database.sql.unsafe(
      'drop function public.call_out() cascade; drop sequence public.called',
    )
  })

  it('writes down who confirmed what, and is complete once everything is', async () => {
    await expect(
      confirmItem(database.url, { item: 'views', person: null, comment: null }),
    ).rejects.toMatchObject({ code: 'VAL-CHECKLIST-ITEM', exitCode: 2 })
    await expect(
      confirmItem(database.url, { item: 'weather', person: null, comment: null }),
    ).rejects.toMatchObject({ hint: expect.stringContaining('ui-text') })
    for (const item of FOR_PEOPLE) {
      await confirmItem(database.url, { item, person: 'Anna', comment: 'seen' })
    }
    const checklist = await check()
    expect(checklist.isComplete).toBe(true)
    expect(checklist.items.find(({ id }) => id === 'team')?.confirmation).toMatchObject({
      by: 'postgres',
      person: 'Anna',
      comment: 'seen',
    })
    const { entries } = await inspectLog(database.url)
    expect(entries.filter(({ what }) => what === 'item confirmed')).toHaveLength(FOR_PEOPLE.length)
    await expect(
      database.sql`update valence_migration.confirmations set person = 'Bob'`,
    ).rejects.toMatchObject({ code: '42501' })
  })

  it('starts anew with another run, and knows that the rollback worked', async () => {
    await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    await expect(check()).rejects.toMatchObject({ code: 'VAL-NOT-MIGRATED' })
    await migrate()
    const checklist = await check()
    expect(idsIn(checklist, 'open')).toEqual(FOR_PEOPLE.filter((id) => id !== 'rollback'))
    expect(detailOf(checklist, 'rollback')).toBe('run 1 of this database was rolled back')
  })
})

describe('what is wrong with a migrated database', () => {
  let database: TestDatabase
  let backupFolder: string
  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    await runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      () => {},
    )
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  it.each([
    {
      what: 'no policy is left',
      harm: `do $$ declare p record; begin
        for p in select polname from pg_policy where polrelid = 'public.opportunities'::regclass loop
          execute format('alter policy %I on public.opportunities rename to %I', p.polname, p.polname || '!'); end loop; end $$`,
      undo: `do $$ declare p record; begin
        for p in select polname from pg_policy where polrelid = 'public.opportunities'::regclass loop
          execute format('alter policy %I on public.opportunities rename to %I', p.polname, rtrim(p.polname, '!')); end loop; end $$`,
      failed: ['rls'],
    },
    {
      what: 'row security is off',
      harm: 'alter table public.opportunities disable row level security',
      undo: 'alter table public.opportunities enable row level security',
      failed: ['read-with-rls', 'rls', 'validation'],
    },
    {
      what: 'users see no opportunity',
      harm: `create policy nothing on public.opportunities as restrictive for select using (false)`,
      undo: 'drop policy nothing on public.opportunities',
      failed: ['create-opportunity', 'read-with-rls', 'rls', 'validation'],
    },
    {
      what: 'a view is closed',
      harm: 'revoke select on public.contacts_summary from authenticated',
      undo: 'grant select on public.contacts_summary to authenticated',
      failed: ['views', 'validation'],
    },
    {
      what: 'the rule of principals is off',
      harm: 'alter table public.contact_preferred_principals disable trigger check_principal_organization',
      undo: 'alter table public.contact_preferred_principals enable trigger check_principal_organization',
      failed: ['critical-fixes'],
    },
    {
      what: 'a constraint is not validated',
      harm: 'alter table public.activities add constraint later check (id > 0) not valid',
      undo: 'alter table public.activities drop constraint later',
      failed: ['validation'],
    },
    {
      what: 'a stage is refused',
      harm: `alter table public.opportunities add constraint no_leads check (stage <> 'lead') not valid`,
      undo: 'alter table public.opportunities drop constraint no_leads',
      failed: ['create-opportunity', 'validation'],
    },
    {
      what: 'the log was edited',
      harm: `alter table valence_migration.log disable trigger valence_append_only;
        update valence_migration.log set who = 'x' where seq = 1`,
      undo: `update valence_migration.log set who = 'postgres' where seq = 1;
        alter table valence_migration.log enable always trigger valence_append_only`,
      failed: ['safety'],
    },
  ])('is named: $what', async ({ harm, undo, failed }) => {
    await database.sql.unsafe(harm)
    const checklist = await readChecklist(database.url)
    await database.sql.unsafe(undo)
    expect(idsIn(checklist, 'failed')).toEqual(failed)
    expect(idsIn(await readChecklist(database.url), 'failed')).toEqual([])
  })

  it('a check that an own trigger has to satisfy is left to a person', async () => {
    await database.sql.unsafe(`
      alter table public.opportunities add column tenant_id uuid;
      update public.opportunities set tenant_id = gen_random_uuid();
      alter table public.opportunities alter column tenant_id set not null;
      create function public.set_tenant() returns trigger language plpgsql as
        $f$ begin new.tenant_id := gen_random_uuid(); return new; end $f$;
      create trigger set_tenant before insert on public.opportunities for each row execute function public.set_tenant()`)
    const checklist = await readChecklist(database.url)
    const item = checklist.items.find(({ id }) => id === 'create-opportunity')
    expect(item).toMatchObject({ state: 'open', detail: expect.stringContaining('set_tenant') })
  })
})
