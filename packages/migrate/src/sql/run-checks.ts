import type { Sql } from './client.ts'

/** A query whose rows are the failures; its single column `example` says which. */
export interface CheckQuery {
  readonly name: string
  readonly query: string
}

const EXAMPLES = 5

/** Runs each query and counts what it finds. */
export async function runChecks(
  sql: Sql,
  checks: readonly CheckQuery[],
): Promise<{ name: string; failures: number; examples: string[] }[]> {
  const results: { name: string; failures: number; examples: string[] }[] = []
  for (const { name, query } of checks) {
    const [found] = await sql.unsafe<{ failures: number; examples: string[] }[]>(
      `with found as materialized (${query})
       select (select count(*) from found)::float8 as failures,
         array(select example::text from found order by 1 limit ${EXAMPLES}) as examples`,
    )
    results.push({ name, failures: found?.failures ?? 0, examples: found?.examples ?? [] })
  }
  return results
}

/** Splits a file into its named queries: each begins with a line `-- check: name`. */
export function parseChecks(file: string): readonly CheckQuery[] {
  return file
    .split(/^-- check: /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return {
        name: part.slice(0, end).trim(),
        query: part.slice(end).trim().replace(/;\s*$/, ''),
      }
    })
}
