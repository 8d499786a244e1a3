import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTargetSchema } from '../growth.ts'
import { clientTables, manifest } from '../manifest.ts'
import { KEEPS_LENGTHS, textLimitsOf } from './text-limits.ts'

/** Columns that no client writes anything of its own into, each with the reason. */
const WITHOUT_LENGTH: Readonly<Record<string, string>> = {
  'activities.source_row': 'the note, as it was, of which the server keeps what is no column',
  'activities.source_table': 'set by the server',
  'activity_mentions.label': 'triggers alone write it',
  'import_changes.former': 'values of a record, whose texts have their lengths',
  'import_changes.given': 'values of a record, whose texts have their lengths',
  'merge_records.record': 'a record, whose texts have their lengths',
  'record_changes.former': 'triggers alone write it',
  'record_changes.given': 'triggers alone write it',
  'record_changes.resource': 'triggers alone write it',
  'record_changes.source': 'triggers alone write it',
}

/** Texts of any kind; a list of allowed ones is short enough. */
const texts = clientTables().flatMap((table) =>
  table.columns
    .filter(({ type }) => /^(?:text|jsonb?|character varying|citext)/.test(type))
    .filter(
      ({ name }) =>
        !table.constraints.some(({ values, columns }) => values !== null && columns.includes(name)),
    )
    .map((column) => ({ ...column, table: table.name })),
)
const limits = Object.fromEntries(
  manifest()
    .triggers.filter((one) => one.function === KEEPS_LENGTHS)
    .map((one) => [one.table.replace('public.', ''), textLimitsOf(one)]),
)
const limited = Object.entries(limits).flatMap(([table, columns]) =>
  Object.keys(columns).map((name) => `${table}.${name}`),
)

describe('a text', () => {
  it('has a length, or says why not', () => {
    const open = texts
      .map(({ table, name }) => `${table}.${name}`)
      .filter((name) => !(name in WITHOUT_LENGTH))
    expect(open.sort()).toEqual(limited.toSorted())
  })

  it('has one that is a number, and no exception is for a column that is gone', () => {
    for (const [table, columns] of Object.entries(limits)) {
      for (const [name, limit] of Object.entries(columns)) {
        expect(limit, `${table}.${name}`).toBeGreaterThanOrEqual(100)
      }
    }
    const names = texts.map(({ table, name }) => `${table}.${name}`)
    expect(Object.keys(WITHOUT_LENGTH).filter((name) => !names.includes(name))).toEqual([])
  })
})

describe('the database', () => {
  let database: TestDatabase
  const USER = '6a4b7f7e-0000-4000-8000-000000000001'

  beforeAll(async () => {
    database = await createTestDatabase({
      template: 'target-one-user',
      build: async ({ sql }) => {
        await createTargetSchema(sql)
        await sql`insert into auth.users (id, email) values (${USER}, 'ada@example.com')`
        await sql`update public.sales set administrator = true`
      },
    })
    await database.sql`
      insert into public.companies (id, name, description) values (1, ${random(20_000)}, ${'d'.repeat(200_000)})`
  })
  afterAll(() => database?.drop())

  const asAda = <T>(statement: string, values: readonly (string | number)[] = []) =>
    database.asUser(USER, (tx) => tx.unsafe<T[]>(statement, [...values]))

  it('refuses a longer one of an API role, and says which, how long it may be and what to do', async () => {
    const refusal = asAda('insert into public.companies (name) values ($1)', ['n'.repeat(1001)])
    await expect(refusal).rejects.toMatchObject({
      code: '22001',
      message: 'companies.name has at most 1000 characters, and this value has 1001',
      hint: 'Shorten it, or attach it as a file.',
      column_name: 'name',
    })
    await asAda('insert into public.companies (name) values ($1)', ['ü'.repeat(1000)])
  })

  it('counts lists and objects as they are written', async () => {
    const links = JSON.stringify(['x'.repeat(100_001)])
    await expect(
      asAda('insert into public.companies (name, context_links) values (1, $1::text::jsonb)', [
        links,
      ]),
    ).rejects.toThrow(/context_links has at most 100000/)
  })

  it('keeps a longer one that was there: other columns change, the row goes whole, it is shortened', async () => {
    await asAda(`update public.companies set city = 'Bonn' where id = 1`)
    await asAda('update public.companies set name = name, description = description where id = 1')
    await asAda(`
      insert into public.companies as c (id, name, city)
      select o.id, o.name, 'Ulm' from public.companies as o where o.id = 1
      on conflict (id) do update set name = excluded.name, city = excluded.city`)
    await expect(
      asAda(`update public.companies set name = name || 'n' where id = 1`),
    ).rejects.toThrow(/has at most/)
    const [row] = await asAda<{ city: string }>(
      `update public.companies set description = 'short' where id = 1 returning city`,
    )
    expect(row?.city).toBe('Ulm')
  })

  it("lets the owner of the tables write what they will, but no user's name is longer", async () => {
    await database.sql`update public.companies set description = ${'d'.repeat(200_001)} where id = 1`
    await expect(
      database.sql`update public.sales set first_name = ${'x'.repeat(1001)}`,
    ).rejects.toThrow(/first_name has at most/)
  })
})

/** Letters that no compression makes short. */
function random(length: number): string {
  let seed = 1
  return Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647
    return String.fromCodePoint(97 + (seed % 26))
  }).join('')
}
