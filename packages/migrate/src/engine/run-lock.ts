import { exitCodes, MigrationError } from '../errors.ts'
import type { Database, Sql } from '../sql/client.ts'
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
      const holder = await readLockHolder(keeper)
      throw new MigrationError('Another migration or rollback is running on this database', {
        code: 'VAL-BUSY',
        exitCode: exitCodes.busy,
        object: holder === null ? undefined : `backend ${holder}`,
        hint: 'Wait until it ends. It continues by itself where it stopped if you run it again.',
      })
    }
    return await work()
  } finally {
    await keeper.end({ timeout: 5 })
  }
}

/** The server process that holds the lock of a run on this database, or null when none is active. */
export async function readLockHolder(sql: Sql): Promise<number | null> {
  const [holder] = await sql<{ pid: number }[]>`
    select l.pid
    from pg_locks as l
    where l.locktype = 'advisory'
      and l.database = (select d.oid from pg_database as d where d.datname = current_database())
      and l.classid = ${LOCK[0]}
      and l.objid = ${LOCK[1]}
      and l.granted
    limit 1`
  return holder?.pid ?? null
}
