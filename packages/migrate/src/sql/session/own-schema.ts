import type { Sql } from '@valence/db'

/** The schema of everything that is the tool's own. Closed to API roles. */
export const OWN_SCHEMA = 'valence_migration'

/** Makes it, with no way in for others. */
export async function createOwnSchema(sql: Sql): Promise<void> {
  await sql.unsafe(`create schema if not exists ${OWN_SCHEMA}`)
  await sql.unsafe(`revoke all on schema ${OWN_SCHEMA} from public`)
}
