import type { Sql } from '../sql/client.ts'

/** How often a table was written, by the server's own statistics. */
export interface WriteCounts {
  readonly inserts: number
  readonly updates: number
  readonly deletes: number
}

/** Counts of every table of `public`, by its oid: a rename does not change that. */
export async function readWriteCounts(sql: Sql): Promise<ReadonlyMap<number, WriteCounts>> {
  const rows = await sql<(WriteCounts & { oid: number })[]>`
    select
      s.relid::int8 as oid,
      s.n_tup_ins::float8 as inserts,
      s.n_tup_upd::float8 as updates,
      s.n_tup_del::float8 as deletes
    from pg_stat_all_tables as s
    where s.schemaname = 'public'`
  return new Map(rows.map(({ oid, ...counts }) => [oid, counts]))
}

/** A server tells its writes about once a second; ours are told at once. */
const TOLD_AFTER_MS = 1_500

/** Waits until the statistics know what was written up to now. */
export async function settleWriteCounts(sql: Sql): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, TOLD_AFTER_MS))
  await sql`select pg_stat_force_next_flush()`
  await sql`select pg_stat_clear_snapshot()`
}
