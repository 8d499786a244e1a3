import { isTable, type Sql } from '@valence/db'

/**
 * The version of the schema that a database has: 1 where it was made before versions were kept, null where it has no schema of ours.
 */
export async function readVersion(sql: Sql): Promise<number | null> {
  if (await isTable(sql, 'schema_steps', 'valence')) {
    const [row] = await sql<{ version: number | null }[]>`
      select max(s.version) as version from valence.schema_steps as s`
    if (row?.version != null) return row.version
  }
  // Many have opportunities of their own; nobody else has these three.
  for (const table of ['opportunities', 'contact_organizations', 'activities']) {
    if (!(await isTable(sql, table))) return null
  }
  return 1
}
