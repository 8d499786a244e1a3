import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import { reportDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { dropBackupTables, overdueBackupTables } from './cleanup.ts'

let backupFolder: string
let database: TestDatabase
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))
afterEach(() => database.drop())

const yes = async () => true
const migrate = (emit: (event: MigrationEvent) => void = () => {}) =>
  runMigration(testOptions(database.url, { backupFolder }), yes, emit)
const rollBack = () => runRollback(testOptions(database.url), yes, () => {})

class Cut extends Error {}

/** Tables in our schema by that name, and lines of the book. */
async function kept(): Promise<{ tables: readonly string[]; book: readonly string[] }> {
  const tables = await database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'valence_migration'::regnamespace and relkind = 'r' and relname ~ '^backup_.*Z$' order by 1`
  const book = await database.sql<{ name: string }[]>`
    select table_name as name from valence_migration.backup_tables order by 1`
  return { tables: tables.map(({ name }) => name), book: book.map(({ name }) => name) }
}

const md5Of = async (table: string, columns: readonly string[]) => {
  const list = columns.map((column) => `t."${column}"`).join(', ')
  const [row] = await database.sql.unsafe<{ sum: string; rows: number }[]>(
    `select sum(hashtextextended(row(${list})::text, 0)::numeric)::text as sum, count(*)::int as rows from ${table} as t`,
  )
  return row
}

const columnsOf = async (table: string) => {
  const rows = await database.sql<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`
  return rows.map(({ name }) => name)
}

const SOURCES = ['companies', 'contactNotes', 'contacts', 'dealNotes', 'deals', 'tasks']

describe('backup tables', () => {
  beforeEach(async () => {
    database = await createLegacyDatabase({ generation: 'g8' })
  })

  it('hold each table that the run changes, as it was, out of sight of the API roles', async () => {
    const before = new Map()
    for (const source of SOURCES) {
      const columns = await columnsOf(`public."${source}"`)
      before.set(source, { columns, sum: await md5Of(`public."${source}"`, columns) })
    }
    await migrate()
    const report = await reportDatabase(database.url)
    const made = report?.backupTables ?? []
    expect(made.map(({ source }) => source)).toEqual(SOURCES)
    for (const { table, source, rows } of made) {
      expect(table).toMatch(new RegExp(`^backup_${source}_\\d{8}T\\d{6}Z$`))
      const { columns, sum } = before.get(source)
      expect(await columnsOf(`valence_migration."${table}"`)).toEqual(columns)
      expect(await md5Of(`valence_migration."${table}"`, columns)).toEqual(sum)
      expect(rows).toBe(sum.rows)
      for (const actor of ['anon', 'service_role']) {
        await expect(
          database.asUser(actor, (tx) => tx.unsafe(`select from valence_migration."${table}"`)),
        ).rejects.toMatchObject({ code: '42501' })
      }
    }
  })

  it('survive a rollback, which gives back the same schema, and the next run makes its own', async () => {
    const dump = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
    await migrate()
    const first = await kept()
    await rollBack()
    expect(await kept()).toEqual(first)
    expect(await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })).toBe(dump)
    await migrate()
    expect((await kept()).tables).toHaveLength(2 * SOURCES.length)
  })

  it.each([1, 2, 4])(
    'are one complete set when a run is cut off after %i of them',
    async (count) => {
      let seen = 0
      const cut = migrate((event) => {
        if (event.kind !== 'task-progress' || event.task !== 'backup-tables') return
        seen += 1
        if (seen === count) throw new Cut()
      })
      await expect(cut).rejects.toBeInstanceOf(Cut)
      const half = await kept()
      expect(half.tables).toHaveLength(count)
      await migrate()
      const whole = await kept()
      expect(whole.tables).toHaveLength(SOURCES.length)
      expect(whole.tables).toEqual(expect.arrayContaining([...half.tables]))
      expect(whole.book).toEqual(whole.tables)
      expect(new Set(whole.tables.map((name) => name.slice(-16))).size).toBe(1)
    },
  )

  it('are as the application left the table meanwhile, and that is said', async () => {
    const texts: string[] = []
    const other = database.sql
    let write: Promise<unknown> | undefined
    await migrate((event) => {
      if (event.kind === 'message') texts.push(event.text)
      if (event.kind === 'task-started' && event.task === 'prove')
        write = other`update public.deals set name = 'Meanwhile' where id = 1`.execute()
    })
    await write
    expect(texts.join('\n')).toMatch(
      /deals: the application wrote to it since the backup \(1 row written since\)/,
    )
    const deals = (await kept()).tables.find((name) => name.startsWith('backup_deals')) ?? ''
    const [row] = await other.unsafe(`select name from valence_migration."${deals}" where id = 1`)
    expect(row?.['name']).toBe('Meanwhile')
  })

  it('are refused, with nothing changed, when a table differs and nobody wrote to it', async () => {
    const before = await dataDigest(database.sql, ['public.deals'])
    const cut = migrate((event) => {
      if (event.kind === 'task-started' && event.task === 'backup-tables') throw new Cut()
    })
    await expect(cut).rejects.toBeInstanceOf(Cut)
    await database.sql`
      update valence_migration.captured_checksums
      set buckets = jsonb_set(buckets, '{0,sum}', '"1"') where table_name = 'deals'`
    await expect(migrate()).rejects.toMatchObject({ code: 'VAL-BACKUP', object: 'deals' })
    expect(await dataDigest(database.sql, ['public.deals'])).toEqual(before)
  })

  it('go after 90 days by the clock of the server, but never the last set', async () => {
    await migrate()
    const old = await kept()
    await rollBack()
    await database.sql`update valence_migration.backup_tables set taken_at = now() - interval '91 days'`
    expect(await overdueBackupTables(database.url)).toEqual([])
    await migrate()
    const all = await kept()
    const over = await overdueBackupTables(database.url)
    expect(over.map(({ table }) => table).toSorted()).toEqual(old.tables)
    await dropBackupTables(database.url, over)
    const left = await kept()
    expect(left.tables).toEqual(all.tables.filter((name) => !old.tables.includes(name)))
    expect(left.book).toEqual(left.tables)
    await database.sql`update valence_migration.backup_tables set taken_at = now() - interval '91 days'`
    expect(await overdueBackupTables(database.url)).toEqual([])
  })
})
