import { type FixtureName, fixtureSql } from '@valence/sample-data'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

/** A copy of a fixture: an installation of some generation, of another lineage, or of a fork. */
export async function createFixtureDatabase(name: FixtureName): Promise<TestDatabase> {
  return await createTestDatabase({
    template: `fixture-${name}`,
    build: async (database) => {
      await database.sql.unsafe(fixtureSql(name))
    },
  })
}
