import { isTable, type Sql } from '@valence/db'

/**
 * The version of the schema that a database has: 1 where it was made before versions were kept, null where it has no schema of ours.
 */
export async function readVersion(sql: Sql): Promise<number | null> {
  if (await hasBooks(sql)) {
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

/** Whether the books are there, and are ours: an installation may have a schema and a table of these names. */
export async function hasBooks(sql: Sql): Promise<boolean> {
  const [found] = await sql<{ columns: number }[]>`
    select count(*)::int as columns
    from pg_catalog.pg_attribute as a
    where not a.attisdropped
      and (a.attrelid, a.attname, a.atttypid) in (
        (to_regclass('valence.schema_steps'), 'version', 'integer'::regtype),
        (to_regclass('valence.schema_steps'), 'checksum', 'text'::regtype),
        (to_regclass('valence.schema_objects'), 'identity', 'text'::regtype),
        (to_regclass('valence.schema_objects'), 'digest', 'text'::regtype)
      )`
  return found?.columns === 4
}
