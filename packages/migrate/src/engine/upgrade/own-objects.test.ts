import { createReleasedDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testOptions } from '../run/stepwise.fixture.ts'
import { dumpOf } from './released.fixture.ts'
import { dryUpgrade, upgradeDatabase } from './upgrade-database.ts'

const BODY = 'returns text language'

/** What an upgrade from the first release would break or overwrite: what makes it, what takes it away, and how it is named. */
const BLOCKED = [
  [
    'a view',
    'create view public.own_v as select public.folded_text(c.name) as n from public.companies as c',
    'drop view public.own_v',
    'own_v uses the function public.folded_text(text)',
  ],
  [
    'a policy',
    'create policy own_p on public.companies as restrictive for select using (public.current_sales_id() > 0)',
    'drop policy own_p on public.companies',
    'policy own_p on table public.companies',
  ],
  [
    'an index',
    'create index own_i on public.companies (public.folded_text(name))',
    'drop index public.own_i',
    'index public.own_i',
  ],
  [
    'a default',
    'alter table public.companies add column own_d bigint default public.current_sales_id()',
    'alter table public.companies drop column own_d',
    'column own_d of table public.companies',
  ],
  [
    'a check',
    `alter table public.companies add constraint own_c check (public.folded_text(name) <> 'x')`,
    'alter table public.companies drop constraint own_c',
    'constraint own_c on table public.companies',
  ],
  [
    'a trigger',
    'create trigger own_t before update on public.companies for each row execute function public.touch_updated_at()',
    'drop trigger own_t on public.companies',
    'trigger own_t on table public.companies',
  ],
  [
    'a function that calls one',
    `create function public.own_f(a text) ${BODY} plpgsql as $$ begin return public.folded_text(a); end $$`,
    'drop function public.own_f',
    'function public.own_f(text) calls public.folded_text',
  ],
  [
    'a function that finds one by the search path',
    `create function public.own_f(a text) ${BODY} sql as $$ select folded_text(a) $$`,
    'drop function public.own_f',
    'function public.own_f(text) calls public.folded_text',
  ],
  [
    'a function that puts a call together',
    `create function public.own_f(a text) ${BODY} plpgsql as $$ declare r text; begin execute 'select public.folded_text($1)' into r using a; return r; end $$`,
    'drop function public.own_f',
    'function public.own_f(text) calls public.folded_text',
  ],
  [
    'a function under a name that a later release has',
    `create function public.schema_version() ${BODY} sql as $$ select 'own' $$`,
    'drop function public.schema_version()',
    'function public.schema_version() has the name of one of ours',
  ],
  [
    'a function of its own schema valence',
    `create schema valence; create function valence.folded_text(t text) ${BODY} sql as $$ select 'own' $$`,
    'drop schema valence cascade',
    'function valence.folded_text(text) has the name of one of ours',
  ],
  [
    'a table of its own schema valence',
    'create schema valence; create table valence.schema_steps (id int primary key, version text)',
    'drop schema valence cascade',
    'table valence.schema_steps has the name of one of ours',
  ],
] as const

describe('before the first write an upgrade names', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createReleasedDatabase('0001-arrived')
  })
  afterAll(() => database.drop())

  it.each(BLOCKED)('%s', async (_, create, drop, named) => {
    await database.sql.unsafe(create)
    await expect(dryUpgrade(database.url)).rejects.toMatchObject({
      code: 'VAL-UPGRADE-BLOCKED',
      message: expect.stringContaining(named),
    })
    await database.sql.unsafe(drop)
  })

  it('nothing that only has the like of such a name', async () => {
    await database.sql.unsafe(`
      create schema own;
      create function own.folded_text(t text) ${BODY} sql as $$ select t $$;
      create function public.own_f(a text) ${BODY} sql as $$ select own.folded_text(a) -- not public.folded_text(a) $$`)
    await expect(dryUpgrade(database.url)).resolves.toMatchObject({ isCurrent: false })
    await database.sql.unsafe('drop function public.own_f; drop schema own cascade')
  })
})

/** All of these have `firm_` in their lines of the dump. */
const SURVIVING = `
  create view public.firm_view with (security_invoker = on) as select o.id, o.name from public.opportunities as o;
  comment on view public.firm_view is 'firm_words';
  grant select, insert on public.firm_view to authenticated;
  create materialized view public.firm_sums as select s.id, s.company_name from public.opportunities_summary as s;
  create index firm_sums_id on public.firm_sums (id);
  create policy firm_policy on public.companies as restrictive for select using (public.is_admin());
  create function public.firm_stamp() returns trigger language plpgsql as $$ begin /* firm_body */ return new; end $$;
  create trigger firm_stamp before update on public.activities for each row execute function public.firm_stamp();
  create rule firm_rule as on update to public.opportunities_summary do instead nothing;
  create function public.firm_rows() returns setof public.opportunities_summary language sql as $$ select * from public.opportunities_summary $$;
  create table public.firm_table (id int primary key, firm_activity bigint references public.activities (id), stage public.opportunity_stage);
  alter table public.activities add column firm_mark text default 'firm_';
  create index firm_index on public.activities (subject);
  create publication firm_stream for table public.activities;
  create schema valence;
  create table valence.firm_things (id int primary key);
  grant usage on schema valence to anon;
  grant select on valence.firm_things to anon`

it('objects of an installation on tables, views and types of ours survive an upgrade, and so does its schema valence', async () => {
  const database = await createReleasedDatabase('0001-arrived')
  try {
    await database.sql.unsafe(SURVIVING)
    await database.sql`revoke insert on public.external_keys from authenticated`
    const own = async () =>
      (await dumpOf(database)).split('\n').filter((line) => line.includes('firm_'))
    const before = await own()
    expect(before.length).toBeGreaterThan(20)
    await upgradeDatabase(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    expect(await own()).toEqual(before)
    const [rights] = await database.sql<{ insert: boolean; things: boolean }[]>`
      select
        has_table_privilege('authenticated', 'public.external_keys', 'insert') as insert,
        has_table_privilege('anon', 'valence.firm_things', 'select') as things`
    expect(rights).toEqual({ insert: false, things: true })
  } finally {
    await database.drop()
  }
})
