import { type Sql, sqlFile } from '@valence/db'

/** A foreign key, with a query for the rows that break it. */
export interface ForeignKeyQuery {
  readonly name: string
  readonly query: string
}

/** Foreign keys of tables of `public`, those left out that the server does not hold to be valid. */
export async function readForeignKeys(
  sql: Sql,
  tables: readonly string[],
): Promise<readonly ForeignKeyQuery[]> {
  return await sql.unsafe<ForeignKeyQuery[]>(sqlFile(import.meta.url, 'foreign-keys.sql'), [
    [...tables],
  ])
}
