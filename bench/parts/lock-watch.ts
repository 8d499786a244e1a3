import { connect } from '@valence/db'
import { round } from './timing.ts'

export interface LongestWait {
  /** The longest that a session waited for a lock of the migration, in milliseconds. */
  readonly longestMs: number
  /** What waited, and for which lock. */
  readonly what: string
  /** Waits that were seen. */
  readonly waits: number
  readonly samples: number
}

const EVERY_MS = 10

/** Looks at pg_locks every 10 ms for sessions that wait for one of ours. Call the result to end it. */
export function watchLocks(url: string): () => Promise<LongestWait> {
  const db = connect(url, { max: 1, applicationName: 'bench watch' })
  const seen = new Set<string>()
  let longest = { ms: 0, what: '' }
  let samples = 0
  let isOver = false
  async function look(): Promise<void> {
    while (!isOver) {
      const startedAt = performance.now()
      const rows = await db<{ pid: number; since: string; ms: number; what: string }[]>`
        select
          l.pid,
          l.waitstart::text as since,
          (extract(epoch from clock_timestamp() - l.waitstart) * 1000)::float8 as ms,
          format('%s %s: %s', l.locktype, l.mode, left(a.query, 300)) as what
        from pg_locks as l
        join pg_stat_activity as a on a.pid = l.pid
        where not l.granted
          and l.waitstart is not null
          and a.application_name not like 'valence %'
          and exists (
            select
            from unnest(pg_blocking_pids(l.pid)) as blocker (pid)
            join pg_stat_activity as b on b.pid = blocker.pid
            where b.application_name in ('valence migrate', 'valence rollback', 'valence upgrade')
          )`
      samples += 1
      for (const { pid, since, ms, what } of rows) {
        seen.add(`${pid} ${since}`)
        if (ms > longest.ms) longest = { ms, what }
      }
      const leftMs = EVERY_MS - (performance.now() - startedAt)
      if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs))
    }
  }
  const looking = look()
  return async () => {
    isOver = true
    await looking
    await db.end()
    return {
      longestMs: round(longest.ms),
      what: longest.what.replaceAll(/\s+/g, ' ').slice(0, 200),
      waits: seen.size,
      samples,
    }
  }
}
