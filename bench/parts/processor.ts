import { readFile } from 'node:fs/promises'
import type { Database } from '@valence/db'

/** Milliseconds of the processor that a process of this machine (Linux) has used so far. */
export async function processorMs(pid: number | undefined): Promise<number> {
  const [nanoseconds] = (await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')
  return Number(nanoseconds) / 1e6
}

/** The same of each session of a database but `db` itself, by process; they have to be this user's own to be seen. */
export async function processorOfSessions(db: Database): Promise<ReadonlyMap<number, number>> {
  const sessions = await db<{ pid: number }[]>`
    select a.pid
    from pg_stat_activity as a
    where a.datname = current_database() and a.backend_type = 'client backend' and a.pid <> pg_backend_pid()`
  return new Map(
    await Promise.all(
      sessions.map(async ({ pid }): Promise<[number, number]> => [pid, await processorMs(pid)]),
    ),
  )
}
