import { copyIn, type Database } from '@valence/db'
import {
  type DefectChoice,
  type LegacyGeneration,
  legacyDdl,
  loadLegacy,
} from '@valence/sample-data'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

export interface LegacyDatabaseOptions {
  readonly generation: LegacyGeneration
  /** Default 60: small, with every kind of row. */
  readonly deals?: number
  readonly defects?: DefectChoice
}

/** A copy of an Atomic CRM installation of that generation, filled with the sample company. */
export async function createLegacyDatabase(options: LegacyDatabaseOptions): Promise<TestDatabase> {
  const { generation, deals = 60, defects = 'all' } = options
  const choice = typeof defects === 'string' ? defects : [...defects].sort().join('-')
  return await createTestDatabase({
    template: `legacy-${generation}-${deals}-${choice}`,
    build: async (database) => {
      await database.sql.unsafe(legacyDdl(generation))
      await fillLegacy(database.sql, { generation, deals, defects })
    },
  })
}

/** Loads the sample company into an installation that has its DDL and no rows. */
export async function fillLegacy(
  sql: Database,
  options: Required<LegacyDatabaseOptions>,
): Promise<void> {
  const connection = await sql.reserve()
  try {
    await loadLegacy(
      {
        run: (statements) => connection.unsafe(statements),
        copy: (statement, lines) => copyIn(connection, statement, lines),
      },
      options,
    )
  } finally {
    connection.release()
  }
}
