import type { Database } from './client.ts'

/** Who was in the way of a session since the watch began. */
export interface BlockerWatch {
  stop(): Promise<readonly string[]>
}

/**
 * Asks the server every `everyMs` who keeps session `pid` waiting. The questions go through another session of the pool; they
 * are asked while the wait lasts, because afterwards no one can tell.
 */
export function watchBlockers(db: Database, pid: number, everyMs: number): BlockerWatch {
  let last: readonly string[] = []
  let asked: Promise<void> = Promise.resolve()
  let isAsking = false
  const ask = async (): Promise<void> => {
    const found = await blockersOf(db, pid)
    if (found.length > 0) last = found
  }
  const timer = setInterval(() => {
    if (isAsking) return
    isAsking = true
    asked = ask()
      // What keeps the watch from asking stops the work too, and is told there.
      .catch(() => undefined)
      .finally(() => {
        isAsking = false
      })
  }, everyMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await asked
      return last
    },
  }
}

/** Number 0 stands for a transaction that was prepared for two-phase commit and belongs to no session. */
async function blockersOf(db: Database, pid: number): Promise<readonly string[]> {
  const rows = await db<{ text: string }[]>`
    select case b.pid when 0 then 'a prepared transaction (see pg_prepared_xacts)' else format(
      'pid %s (%s, %s, %s) open for %s s',
      b.pid, a.usename, coalesce(nullif(a.application_name, ''), 'no name'), coalesce(a.state, a.backend_type),
      extract(epoch from clock_timestamp() - a.xact_start)::int
    ) end as text
    from (select distinct x.pid from unnest(pg_blocking_pids(${pid})) as x (pid)) as b
    left join pg_stat_activity as a on a.pid = b.pid
    order by a.xact_start`
  return rows.map((row) => row.text)
}
