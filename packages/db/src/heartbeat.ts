import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type Database } from './connect.ts'
import { DatabaseError } from './database-error.ts'
import { sqlState } from './sql-state.ts'

/** Decided: two minutes are short beside TCP's own quarter of an hour, and longer than a busy server or pooler is mute. */
export const heartbeatLimits: HeartbeatLimits = { everyMs: 15_000, silenceMs: 120_000 }

export interface HeartbeatLimits {
  /** How often another session asks how ours is. */
  readonly everyMs: number
  /** How long it may go without an answer, or our session without a statement, until it counts as lost. */
  readonly silenceMs: number
  /** Whether our session may be without a statement for any time, since other ones do the work. */
  readonly mayBeIdle?: boolean
}

/** What the server says of our session: `lost` means it is gone, or has waited for a statement that never came. */
type Pulse = 'alive' | 'lost' | 'unanswered'

/**
 * Watches over a session while it works. A connection may be dead and look alive: a firewall forgets it, a machine on the
 * way is switched off. Then the driver waits for an answer that nobody will send, and neither a statement timeout nor
 * TCP's own retries (15 minutes and more) end that soon. A long silence alone says nothing, since an index build is silent
 * too; so another session asks the server what ours does.
 * @throws DatabaseError (exit code 1) when it is lost; the connections are given up then
 */
export async function withHeartbeat<Result>(
  db: Database,
  url: string,
  limits: HeartbeatLimits,
  work: () => Promise<Result>,
): Promise<Result> {
  const [session] = await db<{ pid: number }[]>`select pg_catalog.pg_backend_pid() as pid`
  const stop = new AbortController()
  const lost = watch(url, session?.pid ?? 0, limits, stop.signal)
  const working = work()
  try {
    const first = await Promise.race([
      working.then((result) => ({ kind: 'done' as const, result })),
      lost.then(() => ({ kind: 'lost' as const })),
    ])
    if (first.kind === 'done') return first.result
    // Whatever waits for an answer is told that there will be none.
    void db.end({ timeout: 0 })
    working.catch(() => undefined)
    throw silent(url, limits)
  } finally {
    stop.abort()
  }
}

/** Ends once the session is lost, or when it is told to. */
async function watch(
  url: string,
  pid: number,
  limits: HeartbeatLimits,
  signal: AbortSignal,
): Promise<void> {
  const { everyMs, silenceMs } = limits
  let answeredAt = performance.now()
  while (!signal.aborted) {
    try {
      await sleep(everyMs, undefined, { signal })
    } catch {
      return // told to stop
    }
    const pulse = await ask(url, pid, limits)
    if (pulse === 'alive') answeredAt = performance.now()
    if (pulse === 'lost' || performance.now() - answeredAt > silenceMs) return
  }
}

/** Asks on a connection of its own, which a dead one cannot hold up. */
async function ask(
  url: string,
  pid: number,
  { silenceMs, mayBeIdle = false }: HeartbeatLimits,
): Promise<Pulse> {
  const probe = connect(url, { max: 1, startup: 'none', applicationName: 'valence heartbeat' })
  const answer = probe<{ isLost: boolean }[]>`
    select not exists (
      select
      from pg_catalog.pg_stat_activity as a
      where a.pid = ${pid}
        and (
          ${mayBeIdle}
          or a.state not in ('idle', 'idle in transaction')
          or a.state_change >= now() - pg_catalog.make_interval(secs => ${silenceMs / 1_000})
        )
    ) as "isLost"`
  try {
    const rows = await Promise.race([answer, sleep(silenceMs, null, { ref: false })])
    if (rows === null) return 'unanswered'
    return rows[0]?.isLost === true ? 'lost' : 'alive'
  } catch (error) {
    // A server that has no session to give is there all the same.
    return sqlState(error) === undefined ? 'unanswered' : 'alive'
  } finally {
    answer.catch(() => undefined)
    void probe.end({ timeout: 0 })
  }
}

function silent(url: string, { silenceMs }: HeartbeatLimits): DatabaseError {
  return new DatabaseError(
    `The connection says nothing more, and the server knows nothing of it or cannot be reached for ${Math.round(silenceMs / 1_000)} s`,
    {
      code: 'VAL-CONNECTION-LOST',
      object: new URL(url).host,
      hint: 'Run the same command again; it continues where it stopped. Whatever was not committed did not happen.',
    },
  )
}
