import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, schemaDump } from '@valence/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { OURS } from './promises.fixture.ts'

// Where the files are is all that is another: they say one column and one index more, and nothing else of the program knows of them.
vi.mock('../../../../schema/src/sql-folder.ts', async () => {
  const { ddlCopy } = await import('./ddl-copy.fixture.ts')
  return {
    SQL_FOLDER: await ddlCopy({
      '02_tables/opportunities_columns':
        'alter table public.opportunities add column if not exists forecast_note text;',
      '02_tables/sales_columns': 'alter table public.sales add column if not exists region text;',
      '07_indexes/existing_tables':
        'create index concurrently if not exists valence_sales_region_idx on public.sales (region);',
    }),
  }
})

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

it.each(['g8', 'g21'] as const)(
  'a column that only the DDL knows comes to %s, goes with a rollback, and is back with what was written in it',
  async (generation) => {
    const database = await createLegacyDatabase({ generation, deals: 40 })
    try {
      const before = await schemaDump(database.url, { excludeSchemas: OURS })
      const options = testOptions(database.url, { backupFolder })
      await runMigration(
        options,
        async () => true,
        () => {},
      )
      await database.sql`update public.opportunities set forecast_note = 'note ' || id where id <= 3`
      await database.sql`update public.sales set region = 'North' where id = 1`
      const rolledBack = await runRollback(
        testOptions(database.url),
        async () => true,
        () => {},
      )
      expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(before)
      expect(rolledBack).toMatchObject({
        parked: expect.arrayContaining([{ what: 'rows of sales', rows: 1 }]),
      })

      await runMigration(
        options,
        async () => true,
        () => {},
      )
      const notes = await database.sql`
        select id, forecast_note as note from public.opportunities where forecast_note is not null order by id`
      expect(notes).toEqual([1, 2, 3].map((id) => ({ id, note: `note ${id}` })))
      const regions = await database.sql`select id from public.sales where region = 'North'`
      expect(regions).toEqual([{ id: 1 }])
      const { checks } = await verifyDatabase(database.url)
      expect(checks.filter(({ failures }) => failures > 0)).toEqual([])
    } finally {
      await database.drop()
    }
  },
)
