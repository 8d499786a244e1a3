import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { legacyDdl } from '../ddl.ts'

const GENERATIONS = ['g8', 'g21'] as const
const databases: Partial<Record<(typeof GENERATIONS)[number], TestDatabase>> = {}

function sqlOf(generation: (typeof GENERATIONS)[number]): TestDatabase['sql'] {
  const database = databases[generation]
  if (database === undefined) throw new Error(`no database for ${generation}`)
  return database.sql
}

/** One text a row, sorted, because the server's collation is not ours. */
async function texts(generation: (typeof GENERATIONS)[number], query: string): Promise<string[]> {
  const rows = await sqlOf(generation).unsafe<{ text: string }[]>(query)
  return rows.map(({ text }) => text).sort()
}

beforeAll(async () => {
  for (const generation of GENERATIONS) {
    databases[generation] = await createTestDatabase({
      template: `legacy-ddl-${generation}`,
      build: async ({ sql }) => {
        await sql.unsafe(legacyDdl(generation))
      },
    })
  }
})
afterAll(async () => {
  for (const database of Object.values(databases)) await database.drop()
})

describe.each(GENERATIONS)('the catalog of %s', (generation) => {
  it('answers the probes that tell the generations apart', async () => {
    const column = (table: string, name: string, condition = 'true'): string =>
      `exists (select from information_schema.columns where table_schema = 'public' and table_name = '${table}' and column_name = '${name}' and ${condition})`
    const policy = (table: string, command: string): string =>
      `exists (select from pg_policies where schemaname = 'public' and tablename = '${table}' and cmd = '${command}')`
    const probes: Record<string, string> = {
      G0: column('deals', 'start_at'),
      G1a: column('deals', 'expected_closing_date'),
      G1b: `to_regclass('public.companies_summary') is not null`,
      G1c: `${column('contacts', 'phone_1_number')} or ${column('contacts', 'email_jsonb')}`,
      G1d: column('sales', 'disabled', `is_nullable = 'NO'`),
      G1e: `exists (select from pg_class where oid = 'public.companies_summary'::regclass and 'security_invoker=on' = any (reloptions))`,
      G2: `${column('tasks', 'sales_id')} and ${column('tasks', 'done_date')}`,
      G3: `not ${column('contacts', 'acquisition')}`,
      G4: `pg_get_viewdef('public.init_state') ~* 'limit'`,
      G5: policy('tags', 'DELETE'),
      G6: `${policy('sales', 'SELECT')} and not ${policy('sales', 'INSERT')} and not ${policy('sales', 'UPDATE')}`,
      G7: column('contacts', 'email_jsonb'),
      G8: column('contacts', 'phone_jsonb'),
      G9: `to_regprocedure('public.merge_contacts(bigint, bigint)') is not null and to_regclass('public."contactNotes"') is not null`,
      G10: `exists (select from pg_trigger where tgname = 'set_deal_sales_id_trigger')`,
      G11: `exists (select from pg_class where oid = to_regclass('public.deal_notes') and relkind = 'r')`,
      G12: `to_regclass('public.favicons_excluded_domains') is not null`,
      G13: column('sales', 'first_name', 'column_default is not null'),
      G14: `to_regclass('public.configuration') is not null`,
      G15: column('deals', 'expected_closing_date', `data_type = 'date'`),
      G16: `to_regprocedure('public.cleanup_note_attachments()') is not null`,
      G17: `pg_get_viewdef('public.contacts_summary') ~* 'filter \\('`,
      G18: `exists (select from pg_proc where oid = to_regprocedure('public.merge_contacts(bigint, bigint)') and proconfig is not null)`,
      G19: `to_regclass('public.activity_log') is not null`,
      G20: column('companies', 'website', `udt_name = 'citext'`),
    }
    const list = Object.entries(probes).map(([name, probe]) => `(${probe}) as "${name}"`)
    const [answers] = await sqlOf(generation).unsafe(`select ${list.join(', ')}`)
    const known = Object.keys(probes)
    const last = generation === 'g8' ? known.indexOf('G8') : known.indexOf('G20')
    const expected = known.map((name, place) => [
      name,
      name !== 'G0' && name !== 'G9' && place <= last,
    ])
    expect(answers).toEqual(Object.fromEntries(expected))
  })

  it('has the columns of its time, in their order', async () => {
    const found = await sqlOf(generation)`
      select c.relname as table, string_agg(a.attname, ' ' order by a.attnum) as columns
      from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
      group by c.relname
    `
    expect(Object.fromEntries(found.map((row) => [row['table'], row['columns']]))).toMatchSnapshot()
  })

  it('has the types, defaults and NOT NULLs of its time', async () => {
    const found = await texts(
      generation,
      `select concat_ws(' ', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
         case when a.attnotnull then 'not null' end,
         case a.attidentity when 'd' then 'identity' else 'default ' || pg_get_expr(d.adbin, d.adrelid) end) as text
       from pg_class as c
       join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
    )
    expect(found).toMatchSnapshot()
  })

  it('names constraints, indexes and sequences as upgraded installations do', async () => {
    const constraints = await texts(
      generation,
      `select conrelid::regclass || ' ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) as text
       from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'`,
    )
    const relations = await texts(
      generation,
      `select relkind::text || ' ' || relname as text from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('i', 'S')`,
    )
    expect({ constraints, relations }).toMatchSnapshot()
  })

  it('has the policies of its time: all permissive, all for signed-in users', async () => {
    const policies = await texts(
      generation,
      `select concat_ws(' | ', schemaname || '.' || tablename, policyname, cmd, permissive, roles::text, qual, with_check) as text
       from pg_policies
       where schemaname in ('public', 'storage')
         and policyname not like 'valence %' -- those of the local server's own bucket`,
    )
    expect(policies).toMatchSnapshot()
  })

  it('has row level security on every table, and forced on none', async () => {
    const open = await texts(
      generation,
      `select relname as text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and (not relrowsecurity or relforcerowsecurity)`,
    )
    expect(open).toEqual([])
  })

  it('has the view options of its time', async () => {
    const options = await sqlOf(generation)`
      select relname as view, reloptions as options from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'v' order by relname
    `
    const on = ['security_invoker=on']
    const off = ['security_invoker=off']
    const expected =
      generation === 'g8'
        ? { companies_summary: on, contacts_summary: null, init_state: off }
        : { activity_log: on, companies_summary: on, contacts_summary: on, init_state: off }
    expect(Object.fromEntries(options.map((row) => [row['view'], row['options']]))).toEqual(
      expected,
    )
  })

  it('has the functions and triggers of its time', async () => {
    const functions = await texts(
      generation,
      `select concat_ws(' ', p.oid::regprocedure, '->', pg_get_function_result(p.oid), l.lanname,
         case p.provolatile when 'v' then 'volatile' when 's' then 'stable' else 'immutable' end,
         case when p.prosecdef then 'definer' else 'invoker' end, p.proconfig::text) as text
       from pg_proc as p join pg_language as l on l.oid = p.prolang
       where p.pronamespace = 'public'::regnamespace`,
    )
    const triggers = await texts(
      generation,
      `select pg_get_triggerdef(t.oid) as text from pg_trigger as t
       join pg_proc as p on p.oid = t.tgfoid
       where p.pronamespace = 'public'::regnamespace and not t.tgisinternal`,
    )
    expect({ functions, triggers }).toMatchSnapshot()
  })

  it('grants what its time granted', async () => {
    const missing = await texts(
      generation,
      `select concat_ws(' ', c.relname, r.rolname, p.privilege) as text
       from pg_class as c, pg_roles as r,
         unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p (privilege)
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
         and r.rolname in ('anon', 'authenticated', 'service_role')
         and not has_table_privilege(r.oid, c.oid, p.privilege)`,
    )
    expect(missing).toEqual([])
    const executable = await texts(
      generation,
      `select p.proname || ' ' || r.rolname as text
       from pg_proc as p, pg_roles as r
       where p.pronamespace = 'public'::regnamespace and r.rolname in ('anon', 'authenticated', 'service_role')
         and not has_function_privilege(r.oid, p.oid, 'execute')`,
    )
    expect(executable).toEqual(
      generation === 'g8'
        ? []
        : ['get_user_id_by_email anon', 'get_user_id_by_email authenticated'],
    )
  })

  it('makes the public bucket for attachments', async () => {
    const [bucket] = await sqlOf(
      generation,
    )`select name, public from storage.buckets where id = 'attachments'`
    expect(bucket).toEqual({ name: 'attachments', public: true })
  })
})
