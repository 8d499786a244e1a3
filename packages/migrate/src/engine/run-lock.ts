import { exitCodes, MigrationError } from '../errors.ts'
import type { Database } from '../sql/client.ts'
import { openSession } from '../sql/session.ts'

const LOCK = [1_447_120_974, 1] as const

/**
 * One run at a time on a database. Tries, never waits: a session that waits for an advisory lock is an open
 * transaction, and index builds would wait for it in turn.
 * @throws MigrationError with exit code 5 when another run is active
 */
export async function withRunLock<Result>(
  url: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const keeper: Database = await openSession(url, { max: 1, applicationName: 'valence lock' })
  try {
    const [taken] = await keeper<{ taken: boolean }[]>`
      select pg_try_advisory_lock(${LOCK[0]}::int, ${LOCK[1]}::int) as taken`
    if (taken?.taken !== true) {
      const [holder] = await keeper<{ pid: number }[]>`
        select pid from pg_locks
        where locktype = 'advisory' and classid = ${LOCK[0]} and objid = ${LOCK[1]} and granted
        limit 1`
      throw new MigrationError('Another migration or rollback is running on this database', {
        code: 'VAL-BUSY',
        exitCode: exitCodes.busy,
        object: holder === undefined ? undefined : `backend ${holder.pid}`,
        hint: 'Wait until it ends. It continues by itself where it stopped if you run it again.',
      })
    }
    return await work()
  } finally {
    await keeper.end({ timeout: 5 })
  }
}
