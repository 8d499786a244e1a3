import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from '@valence/db'
import { callableFunctions, innerDefiners } from '@valence/schema'
import { createTargetSchema } from '@valence/schema/growth'
import { newTables } from '@valence/schema/manifest'
import { createLegacyDatabase, createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

const NEW_TABLES = newTables().map(({ name }) => name)

/** What a client can rely on: columns with their types, functions, policies and indexes of the new tables. */
async function contractOf(sql: Database): Promise<readonly string[]> {
  const rows = await sql<{ fact: string }[]>`
    select format('column %s.%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod)) as fact
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
      and c.relname <> 'activity_log'
    union all
    select format('function %s', p.oid::regprocedure)
    from pg_proc as p where p.pronamespace in ('public'::regnamespace, 'valence'::regnamespace)
    union all
    select format('policy %s on %s: %s %s', p.policyname, p.tablename, p.qual, p.with_check)
    from pg_policies as p where p.schemaname = 'public' and p.tablename = any (${NEW_TABLES})
    union all
    select i.indexdef from pg_indexes as i where i.schemaname = 'public' and i.tablename = any (${NEW_TABLES})
    union all
    select format('trigger %s', pg_get_triggerdef(t.oid))
    from pg_trigger as t where not t.tgisinternal and t.tgname ~ '^(valence|check_principal)'`
  return rows.map((row) => row.fact).sort()
}

describe('the target schema', () => {
  let target: TestDatabase

  beforeAll(async () => {
    target = await createTestDatabase()
    await createTargetSchema(target.sql)
  })
  afterAll(() => target.drop())

  it('can be made twice', async () => {
    const before = await contractOf(target.sql)
    await createTargetSchema(target.sql)
    expect(await contractOf(target.sql)).toEqual(before)
  })

  it('has row security on every table, and every view runs as its caller but the one read before sign-in', async () => {
    const open = await target.sql`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace
        and ((relkind = 'r' and not relrowsecurity)
          or (relkind = 'v' and not coalesce('security_invoker=on' = any (reloptions), false)))`
    expect(open.map((row) => row['name'])).toEqual(['init_state'])
  })

  it('pins the search path of every function', async () => {
    const loose = await target.sql`
      select proname as name from pg_proc
      where pronamespace in ('public'::regnamespace, 'valence'::regnamespace)
        and not exists (select from unnest(proconfig) as setting where setting like 'search_path=%')`
    expect(loose.map((row) => row['name'])).toEqual([])
  })

  it('goes by the reader’s day in every function, not by the one of the session', async () => {
    const by = await target.sql`
      select proname as name from pg_proc
      where pronamespace in ('public'::regnamespace, 'valence'::regnamespace)
        and prosrc ~* '\\m(current_date|localtimestamp|now\\(\\)::date)\\M'`
    expect(by.map((row) => row['name'])).toEqual([])
  })

  it('finds what hangs on a record that goes by an index, whatever a partial one leaves out', async () => {
    // Users are never deleted.
    const unindexed = await target.sql`
      select format('%s (%s)', k.conrelid::regclass, a.attname) as name
      from pg_constraint as k
      join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.confrelid <> 'public.sales'::regclass
        and not exists (
          select from pg_index as i
          where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1]
            and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%s IS NOT NULL)', a.attname)))`
    expect(unindexed.map((row) => row['name'])).toEqual([])
  })

  it('pairs the rows of a statement by no plan that a single row has shaped', async () => {
    const paired = await target.sql<{ name: string; settings: string[] }[]>`
      select proname as name, proconfig as settings from pg_proc
      where pronamespace = 'valence'::regnamespace and prosrc ~ 'given_rows' and prosrc ~ 'former_rows'`
    expect(paired.map(({ name }) => name)).toEqual(['log_changes'])
    expect(paired[0]?.settings).toContain('enable_nestloop=off')
  })

  it('gives visitors nothing but the question whether there is a user yet', async () => {
    const open = await target.sql`
      select c.relname as name from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
        and has_any_column_privilege('anon', c.oid, 'select, insert, update')`
    expect(open.map((row) => row['name'])).toEqual(['init_state'])
    const callable = await target.sql`
      select proname as name from pg_proc
      where pronamespace in ('public'::regnamespace, 'valence'::regnamespace)
        and has_function_privilege('anon', oid, 'execute')`
    expect(callable.map((row) => row['name'])).toEqual([])
  })

  it('has no function in public but those that are listed with who may call them', async () => {
    const found = await target.sql<{ name: string; isOpen: boolean }[]>`
      select proname as name, bool_or(has_function_privilege('authenticated', oid, 'execute')) as "isOpen"
      from pg_proc where pronamespace = 'public'::regnamespace and proname <> 'migration_status'
      group by proname order by proname`
    expect(Object.fromEntries(found.map(({ name, isOpen }) => [name, isOpen]))).toEqual(
      Object.fromEntries(
        Object.entries(callableFunctions).map(([name, caller]) => [name, caller !== 'nobody']),
      ),
    )
  })

  it('opens no function of the engine room that has rights of its own, but those that are listed', async () => {
    const open = await target.sql<{ name: string }[]>`
      select proname as name from pg_proc
      where pronamespace = 'valence'::regnamespace and prosecdef
        and has_function_privilege('authenticated', oid, 'execute')`
    expect(open.map(({ name }) => name).sort()).toEqual(Object.keys(innerDefiners).sort())
  })

  it('has the engine room where no API looks, and no visitor may', async () => {
    const [found] = await target.sql<{ visitor: boolean; user: boolean }[]>`
      select has_schema_privilege('anon', 'valence', 'usage') as visitor,
        has_schema_privilege('authenticated', 'valence', 'usage') and not has_schema_privilege('authenticated', 'valence', 'create') as user`
    expect(found).toEqual({ visitor: false, user: true })
  })

  it.each(['g8', 'g21'] as const)(
    'is what a migrated %s offers its clients',
    async (generation) => {
      const migrated = await createLegacyDatabase({ generation })
      const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
      try {
        await runMigration(
          testOptions(migrated.url, { backupFolder }),
          async () => true,
          () => {},
        )
        const offered = new Set(await contractOf(migrated.sql))
        const missing = (await contractOf(target.sql)).filter((fact) => !offered.has(fact))
        expect(missing).toEqual(KEPT_BY_THE_INSTALLATION[generation])
      } finally {
        await migrated.drop()
        await rm(backupFolder, { recursive: true })
      }
    },
  )
})

/** Columns whose types a migration does not change, because they are the installation's data. */
const KEPT_BY_THE_INSTALLATION: Readonly<Record<'g8' | 'g21', readonly unknown[]>> = {
  g8: [
    'column companies.context_links jsonb',
    'column companies_summary.context_links jsonb',
    'column opportunities.expected_closing_date date',
    'column opportunities_summary.expected_closing_date date',
  ],
  g21: [
    'column companies.context_links jsonb',
    'column companies.website text',
    'column companies_summary.context_links jsonb',
    'column companies_summary.website text',
    'column sales.email text',
  ],
}
