import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Sql, Transaction } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

/** A row that an old client deletes and puts back under its id, as an import or an undo does. */
async function putBack(tx: Transaction, table: 'contacts' | 'deals', id: number): Promise<void> {
  await tx.unsafe(
    `create temp table kept on commit drop as select * from public.${table} where id = ${id}`,
  )
  await tx.unsafe(`delete from public.${table} where id = ${id}`)
  const [row] = await tx<{ columns: string }[]>`
    select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
    from information_schema.columns
    where table_schema = 'public' and table_name = ${table}
      and column_name not in ('company_id_backup', 'department', 'deleted_at')`
  await tx.unsafe(`insert into public.${table} (${row?.columns}) select ${row?.columns} from kept`)
}

async function memoryOf(sql: Sql, id: number) {
  const [row] = await sql`
    select
      c.company_id, c.company_id_backup,
      array(
        select l.organization_id from public.contact_organizations as l
        where l.contact_id = c.id and l.is_primary_organization and l.deleted_at is null
      ) as primaries
    from public.contacts as c where c.id = ${id}`
  return row
}

describe('a row that is put back under its old id', () => {
  let database: TestDatabase
  let backupFolder: string
  let contact: { id: number; company_id: number }
  let deal: { id: number; company_id: number }

  beforeAll(async () => {
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  })
  afterAll(() => rm(backupFolder, { recursive: true }))
  beforeEach(async () => {
    database = await createLegacyDatabase({ generation: 'g21', deals: 200 })
    const [found] = await database.sql<{ id: number; company_id: number }[]>`
      select id, company_id from public.contacts where company_id is not null order by id limit 1`
    const [other] = await database.sql<{ id: number; company_id: number }[]>`
      select id, company_id from public.deals where company_id is not null order by id limit 1`
    contact = found ?? { id: 0, company_id: 0 }
    deal = other ?? { id: 0, company_id: 0 }
  })
  afterEach(() => database.drop())

  const migrate = (emit: (event: MigrationEvent) => void = () => {}) =>
    runMigration(testOptions(database.url, { backupFolder, batchSize: 20 }), async () => true, emit)

  it('in the grace period has its primary link and its organization of before', async () => {
    await migrate()
    await database.sql.begin((tx) => putBack(tx, 'contacts', contact.id))
    await database.sql.begin((tx) => putBack(tx, 'deals', deal.id))
    expect(await memoryOf(database.sql, contact.id)).toEqual({
      company_id: contact.company_id,
      company_id_backup: contact.company_id,
      primaries: [contact.company_id],
    })
    const [row] = await database.sql`
      select original_company_id, stage is not null as has_stage from public.opportunities where id = ${deal.id}`
    expect(row).toEqual({ original_company_id: deal.company_id, has_stage: true })
    const { checks } = await verifyDatabase(database.url)
    expect(checks.filter(({ failures }) => failures > 0)).toEqual([])
  })

  it('and one that had another organization meanwhile has the one from before the migration', async () => {
    await migrate()
    const [other] = await database.sql<{ id: number }[]>`
      select id from public.companies where id <> ${contact.company_id} order by id limit 1`
    await database.sql`update public.contacts set company_id = ${other?.id ?? 0} where id = ${contact.id}`
    await database.sql.begin((tx) => putBack(tx, 'contacts', contact.id))
    expect(await memoryOf(database.sql, contact.id)).toEqual({
      company_id: other?.id,
      company_id_backup: contact.company_id,
      primaries: [other?.id],
    })
  })

  it.each(['1.1', '1.2', '1.3', '1.4'])('while phase %s runs', async (phase) => {
    const writes: Promise<unknown>[] = []
    let began = false
    const outcome = await migrate((event) => {
      if (event.kind !== 'task-progress' || event.task !== phase || event.done === 0 || began)
        return
      began = true
      writes.push(
        database.sql.begin((tx) => putBack(tx, 'contacts', contact.id)),
        database.sql.begin((tx) => putBack(tx, 'deals', deal.id)),
      )
    })
    await Promise.all(writes)
    expect(began).toBe(true)
    expect(outcome.kind).toBe('migrated')
    expect(await memoryOf(database.sql, contact.id)).toEqual({
      company_id: contact.company_id,
      company_id_backup: contact.company_id,
      primaries: [contact.company_id],
    })
    const { checks } = await verifyDatabase(database.url)
    expect(checks.filter(({ failures }) => failures > 0)).toEqual([])
  })
})
