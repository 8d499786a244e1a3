import { type Sql, sqlFile } from '@valence/db'
import { hasBooks } from './read-version.ts'

/** What a database has, as far as growth is concerned. */
export interface Found {
  /** Identities of everything in our two schemas: see `found.sql`. False where an index is not valid, or a constraint not validated. */
  readonly objects: ReadonlyMap<string, boolean>
  /** What was made from files of ours, by identity. */
  readonly recorded: ReadonlyMap<string, { readonly digest: string; readonly isKept: boolean }>
}

/** Reads the catalog and the books of the schema; writes nothing. */
export async function readFound(sql: Sql): Promise<Found> {
  const objects = await sql.unsafe<{ identity: string; isWhole: boolean }[]>(
    sqlFile(import.meta.url, 'found.sql'),
  )
  const recorded = (await hasBooks(sql))
    ? await sql<{ identity: string; digest: string; isKept: boolean }[]>`
        select o.identity, o.digest, o.is_kept as "isKept" from valence.schema_objects as o`
    : []
  return {
    objects: new Map(objects.map(({ identity, isWhole }) => [identity, isWhole])),
    recorded: new Map(recorded.map(({ identity, ...rest }) => [identity, rest])),
  }
}
