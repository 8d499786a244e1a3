import { literal, type Sql } from '@valence/db'

/** A query whose rows are the failures; its single column `example` says which. */
export interface CheckQuery {
  readonly name: string
  /** The table whose ids `example` holds, where a backfill may have left rows of it behind: those are no failures. */
  readonly rowsOf?: string
  readonly query: string
}

const EXAMPLES = 5

/** Runs each query and counts what it finds. */
export async function runChecks(
  sql: Sql,
  checks: readonly CheckQuery[],
): Promise<{ name: string; failures: number; examples: string[] }[]> {
  const results: { name: string; failures: number; examples: string[] }[] = []
  for (const { name, query, rowsOf } of checks) {
    const [found] = await sql.unsafe<{ failures: number; examples: string[] }[]>(
      `with found as materialized (${rowsOf === undefined ? query : withoutQuarantined(query, rowsOf)})
       select (select count(*) from found)::float8 as failures,
         array(select example::text from found order by 1 limit ${EXAMPLES}) as examples`,
    )
    results.push({ name, failures: found?.failures ?? 0, examples: found?.examples ?? [] })
  }
  return results
}

function withoutQuarantined(query: string, table: string): string {
  return `
    select checked.example
    from (${query}) as checked
    where not exists (
      select from valence_migration.quarantined_rows as q
      where q.run_id = (select max(r.id) from valence_migration.runs as r)
        and q.table_name = ${literal(table)}
        and q.row_id = checked.example::text
    )`
}

/**
 * Splits a file into its named queries: each begins with a line `-- check: name`, behind which a line `-- rows of: table`
 * may say whose ids its examples are.
 */
export function parseChecks(file: string): readonly CheckQuery[] {
  return file
    .split(/^-- check: /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      const query = part.slice(end).trim().replace(/;\s*$/, '')
      const rowsOf = /^-- rows of: (?<table>\w+)$/m.exec(query)?.groups?.['table']
      return { name: part.slice(0, end).trim(), query, ...(rowsOf === undefined ? {} : { rowsOf }) }
    })
}
