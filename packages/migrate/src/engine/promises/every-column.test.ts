import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { manifest, newTables } from '@valence/schema/manifest'
import { createLegacyDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { addedValues, writeEveryAddedColumn, writeEveryNewTable } from './every-column.fixture.ts'
import { stateDifference, targetState } from './target-state.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

const yes = async () => true
const silent = () => {}

describe.each(['g8', 'g21'] as const)(
  'over a rollback of %s and a second migration',
  (generation) => {
    it('a value in every column that we add, and a row in every table, are kept', async () => {
      const database = await createLegacyDatabase({ generation, deals: 60 })
      try {
        const options = testOptions(database.url, { backupFolder })
        await runMigration(options, yes, silent)
        const untouched = await addedValues(database)
        const written = await writeEveryAddedColumn(database)
        await writeEveryNewTable(database)
        const values = await addedValues(database)
        const rows = await targetState(database)
        expect(stateDifference(untouched, values).lost.length).toBeGreaterThanOrEqual(written)

        await runRollback(testOptions(database.url), yes, silent)
        await runMigration(options, yes, silent)
        expect(stateDifference(values, await addedValues(database))).toEqual({
          lost: [],
          appeared: [],
        })
        // What appears beside them is the history of a stage that no one moved: the row that was written here tells of a move.
        expect(stateDifference(rows, await targetState(database)).lost).toEqual([])
      } finally {
        await database.drop()
      }
    })
  },
)

it('knows columns and tables that are added', () => {
  const { tables } = manifest()
  expect(
    tables.flatMap(({ columns }) => columns.filter((one) => one.isAdded)).length,
  ).toBeGreaterThan(20)
  expect(newTables().length).toBeGreaterThan(10)
})
