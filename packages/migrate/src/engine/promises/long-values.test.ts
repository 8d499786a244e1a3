import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

/** Letters that no compression makes short enough for an index. */
const LONG = randomBytes(20_000).toString('hex')

describe('an installation with longer texts than the CRM takes', () => {
  let database: TestDatabase
  let backupFolder: string
  let user: string
  const ids = { companies: 0, contacts: 0, deals: 0, contact_notes: 0 }

  beforeAll(async () => {
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    database = await createLegacyDatabase({ generation: 'g21', deals: 60 })
    const { sql } = database
    const [seller] = await sql<{ id: string }[]>`
      select s.user_id::text as id from public.sales as s order by s.id limit 1`
    user = seller?.id ?? ''
    for (const table of Object.keys(ids) as (keyof typeof ids)[]) {
      const [row] = await sql.unsafe<{ id: number }[]>(
        `select min(id)::int as id from public.${table}`,
      )
      ids[table] = row?.id ?? 0
    }
    await sql`update public.companies set name = ${LONG} where id = ${ids.companies}`
    await sql`update public.contacts set last_name = ${LONG} where id = ${ids.contacts}`
    await sql`update public.deals set name = ${LONG} where id = ${ids.deals}`
    await sql`update public.contact_notes set text = ${LONG.repeat(30)} where id = ${ids.contact_notes}`
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

  const asSeller = (statement: string) =>
    database.asUser(user, async (tx) => (await tx.unsafe(statement)).count)

  it.each([
    ['deals', `description = 'changed'`],
    ['contacts', `title = 'changed', last_name = last_name`],
    ['companies', `city = 'changed', name = name`],
    ['contact_notes', `status = 'hot', text = text`],
  ] as const)('is migrated, and old clients go on changing their %s', async (table, change) => {
    expect(await asSeller(`update public.${table} set ${change} where id = ${ids[table]}`)).toBe(1)
  })

  it('keeps a note whole over the trash and back, and takes no longer one anew', async () => {
    const activity = `source_table = 'contact_notes' and contact_id is not null and length(description) > 1000000`
    expect(
      await asSeller(`update public.activities set deleted_at = now() where ${activity}`),
    ).toBe(1)
    expect(await asSeller(`update public.activities set deleted_at = null where ${activity}`)).toBe(
      1,
    )
    const [note] = await database.sql<{ length: number }[]>`
      select length(n.text) as length from public.contact_notes as n where n.id = ${ids.contact_notes}`
    expect(note?.length).toBe(LONG.length * 30)
    await expect(
      asSeller(`insert into public.deals (name, stage) values (repeat('x', 1001), 'lead')`),
    ).rejects.toThrow('opportunities.name has at most 1000 characters, and this value has 1001')
  })

  it('lets a table that the CRM has not be written by whom it was, but for those who only read', async () => {
    const write = `insert into public.favicons_excluded_domains (domain) values ('valence.example')`
    expect(await asSeller(write)).toBe(1)
    await database.sql`
      insert into public.sales_roles (sales_id, role) select s.id, 'read_only' from public.sales as s where s.user_id = ${user}
      on conflict (sales_id) do update set role = excluded.role`
    await expect(asSeller(write)).rejects.toThrow('Your role is to read')
  })
})
