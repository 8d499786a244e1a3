import type { LegacyGeneration } from '@valence/sample-data'
import { schemaDump, type TestDatabase } from '@valence/testkit'
import { expect } from 'vitest'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { mixedWrites } from './mixed-writes.fixture.ts'
import { columnsOf, OURS, rowsOf } from './promises.fixture.ts'
import { stateDifference, targetState } from './target-state.fixture.ts'

export interface WrittenRoundTrip {
  readonly generation: LegacyGeneration
  readonly backupFolder: string
  readonly count: number
  readonly seed: number
}

const yes = async () => true
const silent = () => {}

/**
 * Migrates, writes through both names, rolls back and migrates again, and expects that nothing is lost and nothing appears
 * on the way there and back.
 */
export async function expectWritesSurvive(
  database: TestDatabase,
  { generation, backupFolder, count, seed }: WrittenRoundTrip,
): Promise<ReadonlyMap<string, number>> {
  const schema = await schemaDump(database.url, { excludeSchemas: OURS })
  const columns = await columnsOf(database)
  const options = testOptions(database.url, { backupFolder })
  expect((await runMigration(options, yes, silent)).kind).toBe('migrated')

  const done = await mixedWrites(database, { generation, count, seed })
  await expectVerified(database, 'after the writes')
  const target = await targetState(database)
  const throughOldNames = await rowsWithTrash(database, columns)

  await runRollback(testOptions(database.url), yes, silent)
  expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(schema)
  const rolledBack = await rowsOf(database, columns)
  for (const [relation, rows] of Object.entries(throughOldNames)) {
    expect(stateDifference(rows, rolledBack[relation] ?? []), relation).toEqual({
      lost: [],
      appeared: [],
    })
  }

  expect((await runMigration(options, yes, silent)).kind).toBe('migrated')
  await expectVerified(database, 'after the second migration')
  expect(stateDifference(target, await targetState(database))).toEqual({ lost: [], appeared: [] })
  return done
}

async function expectVerified(database: TestDatabase, when: string): Promise<void> {
  const { checks } = await verifyDatabase(database.url)
  expect(
    checks.filter((check) => check.failures > 0),
    when,
  ).toEqual([])
}

class Undo extends Error {}

/**
 * What the old names show, with what new clients moved to the trash, which the old schema has not, so that a rollback brings it
 * back; and without tasks that have no contact, for which the old schema has no place.
 */
async function rowsWithTrash(
  database: TestDatabase,
  columns: Readonly<Record<string, readonly string[]>>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  let rows: Readonly<Record<string, readonly string[]>> = {}
  await database.sql
    .begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`update public.opportunities set deleted_at = null where deleted_at is not null`
      await tx`delete from public.tasks where contact_id is null`
      rows = await rowsOf({ sql: tx }, columns)
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return rows
}
