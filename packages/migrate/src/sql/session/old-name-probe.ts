import { ident, literal, qualified, type Sql } from '@valence/db'
import { OWN_SCHEMA } from './own-schema.ts'

const PREFIX = 'use of '

/** Set in sessions of this tool, whose reads through old names are no one's use of them. */
export const OWN_SESSION_SETTING = 'valence.own'

/**
 * Makes what counts the use of an old name, and returns the condition that its view needs for that: a scan of a relation
 * with one row, once a statement, which the server's statistics count (10 µs, and no trigger on reads). It is a materialized
 * view because a dump of the database copies the rows of every table, and would count as use.
 */
export async function createProbe(sql: Sql, oldName: string): Promise<string> {
  const probe = qualified(OWN_SCHEMA, `${PREFIX}${oldName}`)
  await sql.unsafe(`create materialized view if not exists ${probe} as select true as is_used`)
  await sql.unsafe(`grant select on ${probe} to public`)
  return `(current_setting(${literal(OWN_SESSION_SETTING)}, true) = 'on' or exists (select from ${probe}))`
}

/** Drops the probes of names that no longer exist. */
export async function dropProbes(sql: Sql, oldNames: readonly string[]): Promise<void> {
  for (const name of oldNames) {
    await sql.unsafe(
      `drop materialized view if exists ${ident(OWN_SCHEMA)}.${ident(`${PREFIX}${name}`)}`,
    )
  }
}

/** What the server counted since its statistics began. */
export interface Counted {
  readonly name: string
  readonly uses: number
  /** When it was last used; servers before PostgreSQL 16 do not say. */
  readonly lastUsedAt: Date | null
}

/** How often each old name was used, as far as the server's statistics go. */
export async function readProbes(sql: Sql): Promise<readonly Counted[]> {
  return await sql<Counted[]>`
    select
      substr(s.relname, ${PREFIX.length + 1}) as name,
      s.seq_scan::float8 as uses,
      (to_jsonb(s.*) ->> 'last_seq_scan')::timestamptz as "lastUsedAt"
    from pg_stat_user_tables as s
    where s.schemaname = ${OWN_SCHEMA} and starts_with(s.relname, ${PREFIX})
    order by s.relname`
}

/** Since when the server counts: a crash and a reset make it begin anew. Null where it never did. */
export async function readStatisticsStart(sql: Sql): Promise<Date | null> {
  const [row] = await sql<{ since: Date | null }[]>`
    select greatest(
      (select d.stats_reset from pg_stat_database as d where d.datname = current_database()),
      (select b.stats_reset from pg_stat_bgwriter as b)
    ) as since`
  return row?.since ?? null
}
