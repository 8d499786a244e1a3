import { openBlockerWatch } from './blockers.ts'
import type { Database, Transaction } from './connect.ts'
import { DatabaseError } from './database-error.ts'
import { sqlState } from './sql-state.ts'

export interface LockOptions {
  /** How long a statement waits for a lock before the whole transaction is tried again. */
  readonly lockTimeoutMs: number
  readonly attempts: number
  /** Where to ask, from the second attempt on, who is in the way. Without it the oldest transactions are named. */
  readonly databaseUrl?: string
  /** One snapshot for the whole transaction instead of one for each statement. */
  readonly isolation?: 'repeatable read'
  /** Told before each new attempt. */
  readonly onRetry?: (attempt: number, blockers: readonly string[]) => void
  /** Between 0 and 1; for tests. */
  readonly random?: () => number
}

const RETRIED = new Set(['55P03', '40P01', '40001'])
/** Often enough to see who is in the way before a wait of `lockTimeoutMs` is given up. */
const LOOKS_PER_WAIT = 4

/**
 * Runs short DDL in a transaction that gives up a lock quickly and tries again after a jittered pause, so that no
 * one queues behind us.
 * @throws DatabaseError that names the blockers when all attempts are used up
 */
export async function withLockRetries<Result>(
  db: Database,
  options: LockOptions,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const random = options.random ?? Math.random
  for (let attempt = 1; ; attempt += 1) {
    // Not at first: most pieces of work get their locks, and need no session more.
    const url = attempt === 1 ? undefined : options.databaseUrl
    const outcome = await tryOnce(db, options, url, work)
    if (outcome.isDone) return outcome.result
    const { error, blockers } = outcome
    if (attempt >= options.attempts) throw locked(attempt, error, blockers)
    options.onRetry?.(attempt, blockers)
    const pauseMs = Math.min(5_000, 100 * 1.5 ** attempt) * (0.5 + random())
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

type Outcome<Result> =
  | { readonly isDone: true; readonly result: Result }
  | { readonly isDone: false; readonly error: unknown; readonly blockers: readonly string[] }

async function tryOnce<Result>(
  db: Database,
  { lockTimeoutMs, isolation }: LockOptions,
  watchUrl: string | undefined,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Outcome<Result>> {
  const watch = watchUrl === undefined ? null : await openBlockerWatch(watchUrl)
  try {
    const mode = isolation === undefined ? '' : `isolation level ${isolation}`
    const result = (await db.begin(mode, async (tx) => {
      const [session] = await tx<{ pid: number }[]>`
        select pg_backend_pid() as pid, set_config('lock_timeout', ${`${lockTimeoutMs}ms`}, true)`
      watch?.start(session?.pid ?? 0, lockTimeoutMs / LOOKS_PER_WAIT)
      return await work(tx)
    })) as Result // the driver's own type unwraps promises of arrays, which ours never are
    return { isDone: true, result }
  } catch (error) {
    if (!RETRIED.has(sqlState(error) ?? '')) throw error
    const seen = (await watch?.stop()) ?? []
    return { isDone: false, error, blockers: seen.length > 0 ? seen : await longTransactions(db) }
  } finally {
    await watch?.stop()
  }
}

function locked(attempts: number, cause: unknown, blockers: readonly string[]): DatabaseError {
  const state = sqlState(cause) ?? ''
  return new DatabaseError(`A lock was not free in ${attempts} attempts (SQLSTATE ${state})`, {
    code: 'VAL-LOCKED',
    object: blockers.join('; '),
    hint: 'End the transaction named here or wait for it, then run the same command again.',
    cause,
  })
}

/** Transactions that were open for a while, oldest first: the likely holders. */
async function longTransactions(db: Database): Promise<readonly string[]> {
  const rows = await db<{ text: string }[]>`
    select format('pid %s (%s, %s) open for %s s', a.pid, a.usename, coalesce(nullif(a.application_name, ''), 'no name'),
      extract(epoch from now() - a.xact_start)::int) as text
    from pg_stat_activity as a
    where a.datname = current_database()
      and a.pid <> pg_backend_pid()
      and a.xact_start is not null
      and a.backend_type = 'client backend'
    order by a.xact_start
    limit 5`
  return rows.map((row) => row.text)
}
