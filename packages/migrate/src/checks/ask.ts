import type { Sql } from '@valence/db'

/** Counts what a query finds, with the first five of its column `example`. */
export async function ask(
  sql: Sql,
  query: string,
): Promise<{ readonly count: number; readonly examples: readonly string[] }> {
  const [row] = await sql.unsafe<{ count: number; examples: string[] }[]>(
    `with found as materialized (${query})
     select (select count(*) from found)::float8 as count,
       array(select example::text from found order by example limit 5) as examples`,
  )
  return { count: row?.count ?? 0, examples: row?.examples ?? [] }
}
