import type { Sql } from '@valence/db'

/** How many rows came into a table and left it, by the server's own statistics. */
export interface RowTraffic {
  readonly inserts: number
  readonly deletes: number
}

/** What is known of the moment just before the state is captured. */
export interface CaptureMoment {
  /** The oldest transaction that was open: what a later one wrote may be missing in the captured state. */
  readonly horizon: string
  /** By the oid of the table, which a rename does not change. */
  readonly traffic: ReadonlyMap<number, RowTraffic>
}

export async function readCaptureMoment(sql: Sql): Promise<CaptureMoment> {
  const [snapshot] = await sql<{ horizon: string }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`
  return { horizon: snapshot?.horizon ?? '0', traffic: await readTraffic(sql) }
}

/** Traffic of every table of `public`. */
export async function readTraffic(sql: Sql): Promise<ReadonlyMap<number, RowTraffic>> {
  const rows = await sql<(RowTraffic & { oid: number })[]>`
    select s.relid::int8 as oid, s.n_tup_ins::float8 as inserts, s.n_tup_del::float8 as deletes
    from pg_stat_all_tables as s
    where s.schemaname = 'public'`
  return new Map(rows.map(({ oid, ...traffic }) => [oid, traffic]))
}

/** A busy session tells its writes about once a second, one that fell idle within ten. */
export const TOLD_WITHIN_MS = 12_000

/** Forgets what this session has read of the statistics, so that it is read anew. */
export async function forgetTraffic(sql: Sql): Promise<void> {
  await sql`select pg_stat_clear_snapshot()`
}
