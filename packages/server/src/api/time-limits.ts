import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresConnection } from '@supabase/lite/postgres'

/** Milliseconds that a call may take, by its path; functions without a limit of their own are not in it. */
export type TimeLimits = ReadonlyMap<string, string>

const ofRequest = new AsyncLocalStorage<string | undefined>()

/**
 * Functions that say how long they may run: `set statement_timeout` in their declaration. PostgreSQL begins to count before it
 * reads that, so whoever calls has to set it; PostgREST does, and so does this server.
 */
export async function readTimeLimits(sql: PostgresConnection['driver']): Promise<TimeLimits> {
  const rows = await sql<{ name: string; limit: string }[]>`
    select p.proname as name, split_part(s.setting, '=', 2) as limit
    from pg_catalog.pg_proc as p
    cross join lateral unnest(p.proconfig) as s (setting)
    where p.pronamespace = to_regnamespace('public') and s.setting like 'statement\\_timeout=%'`
  return new Map(rows.map(({ name, limit }) => [`/rest/v1/rpc/${name}`, limit]))
}

/** Runs a request whose statement has a limit of its own, if it has one. */
export function withTimeLimit<T>(limit: string | undefined, work: () => T): T {
  return ofRequest.run(limit, work)
}

/** The limit of the request that is underway here. */
export function currentTimeLimit(): string | undefined {
  return ofRequest.getStore()
}
