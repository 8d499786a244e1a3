import { connect, type Database } from './connect.ts'

/** Sees who is in the way of a session, from another one. */
export interface BlockerWatch {
  /** From now on the server is asked every `everyMs` who keeps session `pid` waiting. */
  start(pid: number, everyMs: number): void
  /** Whom the last answer named that named someone. */
  stop(): Promise<readonly string[]>
}

/**
 * Opens the other session. Who is in the way can only be asked while the wait lasts; afterwards no one can tell.
 * @returns null where the server gives no other session
 */
export async function openBlockerWatch(url: string): Promise<BlockerWatch | null> {
  const db = connect(url, { max: 1, startup: 'none', applicationName: 'valence watch' })
  try {
    await db`select 1`
    return watchThrough(db)
  } catch {
    await db.end({ timeout: 0 })
    return null
  }
}

function watchThrough(db: Database): BlockerWatch {
  let timer: NodeJS.Timeout | undefined
  let asking: Promise<void> | null = null
  let last: readonly string[] = []
  const ask = async (pid: number): Promise<void> => {
    const found = await blockersOf(db, pid).catch(() => []) // no answer names no one
    if (found.length > 0) last = found
    asking = null
  }
  return {
    start: (pid, everyMs) => {
      timer = setInterval(() => {
        asking ??= ask(pid)
      }, everyMs)
    },
    stop: async () => {
      clearInterval(timer)
      await asking
      await db.end({ timeout: 1 })
      return last
    },
  }
}

/** Number 0 stands for a transaction that was prepared for two-phase commit and belongs to no session. */
async function blockersOf(db: Database, pid: number): Promise<readonly string[]> {
  const rows = await db<{ text: string }[]>`
    select case b.pid when 0 then 'a prepared transaction (see pg_prepared_xacts)' else pg_catalog.format(
      'pid %s (%s, %s, %s) open for %s s',
      b.pid, a.usename, coalesce(nullif(a.application_name, ''), 'no name'), coalesce(a.state, a.backend_type),
      extract(epoch from clock_timestamp() - a.xact_start)::int
    ) end as text
    from (select distinct x.pid from pg_catalog.unnest(pg_catalog.pg_blocking_pids(${pid}::int)) as x (pid)) as b
    left join pg_catalog.pg_stat_activity as a on a.pid = b.pid
    order by a.xact_start`
  return rows.map((row) => row.text)
}
