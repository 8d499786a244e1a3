import type { Sql } from '@valence/db'
import { relationsIn } from '../../stale-names/relations-in.ts'

/** A statement that names an old object, as the server normalised it. */
export interface StatementUse {
  readonly names: readonly string[]
  readonly role: string
  readonly calls: number
  readonly query: string
}

const MOST = 500

/**
 * Statements that name old objects, from pg_stat_statements: null where it is not installed, or hidden from this role. They
 * are parsed; a text that only contains the word is none.
 */
export async function readStatements(
  sql: Sql,
  oldNames: readonly string[],
): Promise<readonly StatementUse[] | null> {
  const [place] = await sql<{ view: string }[]>`
    select format('%I.pg_stat_statements', n.nspname) as view
    from pg_extension as e
    join pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'pg_stat_statements'`
  if (place === undefined) return null
  const rows = await readRows(sql, place.view, oldNames)
  if (rows === null) return null
  const found: StatementUse[] = []
  for (const row of rows) {
    const relations = relationsIn(row.query)
    const names = oldNames.filter((name) => relations.includes(name))
    if (names.length > 0) found.push({ ...row, names })
  }
  return found
}

/** It may be installed and not loaded, and then every read of it fails. */
async function readRows(
  sql: Sql,
  view: string,
  oldNames: readonly string[],
): Promise<readonly Omit<StatementUse, 'names'>[] | null> {
  try {
    return await sql.unsafe<Omit<StatementUse, 'names'>[]>(
      `select r.rolname::text as role, s.calls::float8 as calls, s.query
       from ${view} as s
       join pg_roles as r on r.oid = s.userid
       where s.dbid = (select d.oid from pg_database as d where d.datname = current_database())
         and exists (select from unnest($1::text[]) as name where strpos(s.query, name) > 0)
         and r.rolname <> current_user
       order by s.calls desc
       limit ${MOST}`,
      [[...oldNames]],
    )
  } catch {
    return null
  }
}
