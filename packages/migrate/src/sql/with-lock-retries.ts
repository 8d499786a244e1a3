import { exitCodes, MigrationError, sqlState } from '../errors.ts'
import { type BlockerWatch, watchBlockers } from './blockers.ts'
import type { Database, Transaction } from './client.ts'

export interface LockOptions {
  /** How long a statement waits for a lock before the whole transaction is tried again. */
  readonly lockTimeoutMs: number
  readonly attempts: number
  /** One snapshot for the whole transaction instead of one for each statement. */
  readonly isolation?: 'repeatable read'
  /** Told before each new attempt. */
  readonly onRetry?: (attempt: number, blockers: readonly string[]) => void
  /** Between 0 and 1; for tests. */
  readonly random?: () => number
}

const RETRIED = new Set(['55P03', '40P01', '40001'])
/** Often enough to see who is in the way before a wait of `lockTimeoutMs` is given up. */
const LOOKS_PER_WAIT = 3

/**
 * Runs short DDL in a transaction that gives up a lock quickly and tries again after a jittered pause, so that no
 * one queues behind us.
 * @throws MigrationError that names the blockers when all attempts are used up
 */
export async function withLockRetries<Result>(
  db: Database,
  options: LockOptions,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const random = options.random ?? Math.random
  for (let attempt = 1; ; attempt += 1) {
    let watch: BlockerWatch | undefined
    try {
      const mode = options.isolation === undefined ? '' : `isolation level ${options.isolation}`
      return (await db.begin(mode, async (tx) => {
        const [session] = await tx<{ pid: number }[]>`
          select pg_backend_pid() as pid, set_config('lock_timeout', ${`${options.lockTimeoutMs}ms`}, true)`
        watch = watchBlockers(db, session?.pid ?? 0, options.lockTimeoutMs / LOOKS_PER_WAIT)
        return await work(tx)
      })) as Result // the driver's own type unwraps promises of arrays, which ours never are
    } catch (error) {
      const state = sqlState(error) ?? ''
      if (!RETRIED.has(state)) throw error
      const blockers = (await watch?.stop()) ?? []
      if (attempt >= options.attempts) {
        throw new MigrationError(`A lock was not free in ${attempt} attempts (SQLSTATE ${state})`, {
          code: 'VAL-LOCKED',
          exitCode: exitCodes.failed,
          object: blockers.join('; '),
          hint: 'End the transaction named here or wait for it, then run the same command again.',
          cause: error,
        })
      }
      options.onRetry?.(attempt, blockers)
      const pauseMs = Math.min(5_000, 100 * 1.5 ** attempt) * (0.5 + random())
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    } finally {
      await watch?.stop()
    }
  }
}
