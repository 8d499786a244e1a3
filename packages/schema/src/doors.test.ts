import { inSavepoint, sqlState, type Transaction } from '@valence/db'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTargetSchema } from './growth.ts'
import { manifest } from './manifest.ts'

/** Who may stand before a table, from the least to the most. */
const CALLERS = ['visitor', 'disabled', 'read_only', 'sales', 'manager', 'administrator'] as const
type Caller = (typeof CALLERS)[number]

const idOf = (caller: Caller) => `6a4b7f7e-0000-4000-8000-00000000000${CALLERS.indexOf(caller)}`

/** Those who write nothing at all, and what those who only read keep for themselves. */
const READERS: readonly Caller[] = ['visitor', 'disabled', 'read_only']
const OF_READERS: Readonly<Record<string, readonly Caller[]>> = { saved_views: ['read_only'] }

/**
 * A row of each table, with which doors are tried: `$id` is one of the caller's own. What a column must have to be written at all stands here, so
 * that a refusal is one of the column.
 */
const ROWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  activities: { activity_type: `'engagement'`, type: `'call'`, contact_id: '1' },
  activity_mentions: { activity_id: '1', sales_id: '4', label: `'@x'` },
  companies: { name: `'Works'`, is_principal: 'true' },
  configuration: { id: '1', config: `'{}'` },
  contact_notes: { contact_id: '1', text: `'Said'` },
  contact_organizations: { contact_id: '1', organization_id: '1' },
  contact_preferred_principals: { contact_id: '1', principal_organization_id: '1' },
  contacts: { last_name: `'Berg'` },
  distinct_records: { resource: `'contacts'`, first_id: '1', second_id: '2' },
  external_keys: { contact_id: '1', source: `'other'`, key: `'7'` },
  import_changes: { run_id: '1', line: '1', source: `'contacts'`, record_id: '1', given: `'{}'` },
  import_runs: { file_name: `'a.csv'`, signature: `'x'` },
  interaction_participants: { activity_id: '1', contact_id: '1' },
  merge_records: { loser_id: '9', winner_id: '1', record: `'{}'` },
  opportunities: { name: `'Chance'`, stage: `'lead'` },
  opportunity_contacts: { opportunity_id: '1', contact_id: '1' },
  opportunity_notes: { opportunity_id: '1', text: `'Said'` },
  opportunity_participants: { opportunity_id: '1', organization_id: '1', role: `'partner'` },
  opportunity_stage_history: { opportunity_id: '1', to_stage: `'lead'` },
  record_changes: {
    verb: `'update'`,
    resource: `'contacts'`,
    record_id: '1',
    source: `'contacts'`,
    source_id: '1',
  },
  record_tags: { tag_id: '1', organization_id: '1' },
  sales: { first_name: `'A'`, last_name: `'B'`, email: `'a@b'`, user_id: '$user' },
  sales_roles: { sales_id: '$id', role: `'administrator'` },
  saved_views: { sales_id: '$id', resource: `'contacts'`, name: `'Mine'` },
  tags: { name: `'Hot'`, color: `'#ff0000'` },
  tasks: { contact_id: '1', text: `'Call'` },
}

/** A value of a type that no row of ours has. */
const OTHER: Readonly<Record<string, string>> = {
  text: `'other'`,
  jsonb: `'{"other": 1}'`,
  'jsonb[]': `array['{"other": 1}'::jsonb]`,
  bigint: '2',
  'bigint[]': `'{2}'`,
  integer: '2',
  smallint: '2',
  boolean: 'true',
  date: `'2001-01-01'`,
  'timestamp with time zone': `'2001-01-01'`,
  uuid: `'${idOf('administrator')}'`,
}

/** What came of a verb on a table, or on a column of it, for each caller: `open`, `refused`, `none` where no row is seen. */
interface Door {
  readonly table: string
  readonly verb: string
  readonly column: string
  readonly callers: Readonly<Record<Caller, string>>
}

const tables = manifest().tables.filter(({ schema }) => schema === 'public')

describe('who may do what', () => {
  let database: TestDatabase
  const doors: Door[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    await createTargetSchema(database.sql)
    await database.sql.begin(seed)
    for (const { name } of tables) doors.push(...(await doorsOf(name)))
  }, 120_000)
  afterAll(() => database?.drop())

  const attempt = async (caller: Caller, statement: string): Promise<string> => {
    const actor = caller === 'visitor' ? null : idOf(caller)
    let outcome = ''
    await database
      .asUser(actor, async (tx) => {
        outcome = await outcomeOf(tx, statement)
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
    return outcome
  }

  const attempts = async (statementFor: (caller: Caller) => string) => {
    const found: [Caller, string][] = []
    for (const caller of CALLERS) found.push([caller, await attempt(caller, statementFor(caller))])
    return Object.fromEntries(found) as Record<Caller, string>
  }

  async function doorsOf(table: string): Promise<readonly Door[]> {
    const row = ROWS[table] ?? {}
    const columns = tables.find(({ name }) => name === table)?.columns ?? []
    const found: Door[] = []
    const tried = async (verb: string, column: string, statementFor: (caller: Caller) => string) =>
      found.push({ table, verb, column, callers: await attempts(statementFor) })
    await tried('read', '', () => `select from public.${table}`)
    await tried('remove', '', (caller) => `delete from public.${table} ${own(table, caller)}`)
    await tried('add', '', (caller) => insertOf(table, caller, row))
    for (const { name, type } of columns.filter(({ generated }) => generated === null)) {
      const other = OTHER[type] ?? `'${labelOf(type)}'`
      await tried('change', name, (caller) => {
        return `update public.${table} set "${name}" = ${other} ${own(table, caller)}`
      })
      if (name in row) continue
      await tried('add', name, (caller) => insertOf(table, caller, { ...row, [name]: other }))
    }
    return found
  }

  it('is written down for every table, view, sequence and function', async () => {
    expect(Object.keys(ROWS)).toEqual(tables.map(({ name }) => name).sort())
    const text = [
      '# Who may do what, as it was tried: a new column, table, view, sequence or function stands here before it is let through.',
      '# Written by `npx vitest run packages/schema/src/doors.test.ts -u`; every line of a change is a decision.',
      ...tables.flatMap(({ name }) => [
        '',
        name,
        ...linesOf(doors.filter(({ table }) => table === name)),
      ]),
      '',
      ...(await grantLines()),
      '',
    ].join('\n')
    await expect(text).toMatchFileSnapshot('../doors.snapshot.txt')
  })

  it('lets visitors through to no table', () => {
    expect(doors.filter(({ callers }) => callers.visitor !== 'refused')).toEqual([])
  })

  it('lets those who are disabled or only read write nothing', () => {
    const writes = doors.filter(({ verb }) => verb !== 'read')
    const open = READERS.flatMap((caller) =>
      writes
        .filter(({ table }) => OF_READERS[table]?.includes(caller) !== true)
        .filter(({ callers }) => callers[caller] === 'open')
        .map(({ table, verb, column }) => `${caller}: ${verb} ${table} ${column}`),
    )
    expect(open).toEqual([])
  })

  it('lets nobody fail otherwise than by a refusal or by what the data is', () => {
    const outcomes = doors.flatMap(({ callers }) => Object.values(callers))
    expect([...new Set(outcomes)].sort()).toEqual(['none', 'open', 'refused'])
  })

  /** What no statement can try without a row: rights in the catalog. */
  async function grantLines(): Promise<readonly string[]> {
    const rows = await database.sql<{ line: string }[]>`
      with callers as (
        select r.oid, r.rolname as name from pg_catalog.pg_roles as r where r.rolname in ('anon', 'authenticated')
      ),
      granted as (
        select case c.relkind when 'v' then 'view' else 'sequence' end || ' ' || c.oid::regclass as object, r.name,
          string_agg(p.privilege, ' ' order by p.privilege) as privileges
        from pg_catalog.pg_class as c
        cross join callers as r
        cross join lateral (
          select p.privilege
          from unnest(array['select', 'insert', 'update', 'delete']) as p (privilege)
          where c.relkind = 'v' and pg_catalog.has_table_privilege(r.oid, c.oid, p.privilege)
          union all
          select p.privilege
          from unnest(array['usage', 'update']) as p (privilege)
          where c.relkind = 'S' and pg_catalog.has_sequence_privilege(r.oid, c.oid, p.privilege)
        ) as p
        where c.relkind in ('v', 'S') and c.relnamespace in ('public'::regnamespace, 'valence'::regnamespace)
        group by c.oid, c.relkind, r.name
        union all
        select case when p.prosecdef then 'definer ' else 'function ' end || p.oid::regprocedure, r.name, 'execute'
        from pg_catalog.pg_proc as p
        cross join callers as r
        where p.pronamespace in ('public'::regnamespace, 'valence'::regnamespace)
          and pg_catalog.has_function_privilege(r.oid, p.oid, 'execute')
          and pg_catalog.has_schema_privilege(r.oid, p.pronamespace, 'usage')
      )
      select g.object || ': ' || string_agg(g.name || ' ' || g.privileges, ', ' order by g.name) as line
      from granted as g
      group by g.object
      order by g.object collate "C"`
    return rows.map(({ line }) => line)
  }
})

/** Thrown so that nothing stays of what was tried. */
class Undone extends Error {}

async function outcomeOf(tx: Transaction, statement: string): Promise<string> {
  try {
    const { count } = await inSavepoint(tx, (part) => part.unsafe(statement))
    return count > 0 ? 'open' : 'none'
  } catch (error) {
    const state = sqlState(error) ?? String(error)
    if (state === '42501') return 'refused'
    // It came to the data, or to what a rule of ours says of it.
    return /^(?:22|23)/.test(state) ? 'open' : `${state} ${String(error)}`
  }
}

function own(table: string, caller: Caller): string {
  if (table !== 'saved_views') return ''
  return `where sales_id = ${salesId(caller)}`
}

function insertOf(table: string, caller: Caller, row: Readonly<Record<string, string>>): string {
  const columns = Object.keys(row).map((name) => `"${name}"`)
  const values = Object.values(row).map((value) =>
    value.replace('$id', salesId(caller)).replace('$user', `'${idOf(caller)}'`),
  )
  return `insert into public.${table} (${columns.join(', ')}) values (${values.join(', ')})`
}

/** The first two are of users whom nobody is: what a row is changed to. */
function salesId(caller: Caller): string {
  return String(CALLERS.indexOf(caller) + 2)
}

function labelOf(type: string): string {
  const found = manifest().types.find(({ schema, name }) => `${schema}.${name}` === type)
  return found?.labels.at(-1) ?? ''
}

function linesOf(doors: readonly Door[]): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const { verb, column, callers } of doors) {
    const who = CALLERS.filter((caller) => callers[caller] === 'open').join(' ') || 'nobody'
    const key = `  ${verb} (${who})`
    groups.set(key, [...(groups.get(key) ?? []), column || 'rows'])
  }
  return [...groups].map(([key, names]) => `${key}: ${names.join(', ')}`)
}

/** Users of each kind, and two of each record, so that a row may refer to another one. */
async function seed(tx: Transaction): Promise<void> {
  for (const id of ['1a4b7f7e-0000-4000-8000-000000000000', idOf('visitor')]) {
    await tx`insert into auth.users (id, email) values (${id}, ${`${id}@example.com`})`
  }
  for (const caller of CALLERS.slice(1)) {
    await tx`insert into auth.users (id, email) values (${idOf(caller)}, ${`${caller}@example.com`})`
    await tx`
      update public.sales set administrator = ${caller === 'administrator'}, first_name = 'A', last_name = ${caller}
      where user_id = ${idOf(caller)}`
    await tx`
      insert into public.sales_roles (sales_id, role, is_disabled)
      select s.id, ${caller === 'disabled' ? 'sales' : caller}, ${caller === 'disabled'}
      from public.sales as s where s.user_id = ${idOf(caller)}
      on conflict (sales_id) do update set role = excluded.role, is_disabled = excluded.is_disabled`
  }
  for (const table of [
    'companies',
    'contacts',
    'opportunities',
    'tags',
    'activities',
    'import_runs',
  ]) {
    for (const _ of [1, 2]) await tx.unsafe(insertOf(table, 'sales', ROWS[table] ?? {}))
  }
  for (const table of Object.keys(ROWS)) {
    const [found] = await tx.unsafe(`select from public.${table}`)
    if (found === undefined) await tx.unsafe(insertOf(table, 'sales', ROWS[table] ?? {}))
  }
  await tx`insert into public.saved_views (sales_id, resource, name) select s.id, 'tasks', 'Mine' from public.sales as s`
}
