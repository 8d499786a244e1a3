import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, OperatorError, type Sql } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import type { Emit } from '../ground/events.ts'
import { latestRun } from './bookkeeping.ts'

const LOCK = [1_447_120_974, 1] as const

/** The sessions that do the work of whoever holds the lock. */
export const WORKERS = ['valence migrate', 'valence rollback', 'valence upgrade'] as const

/** The server lets go of what a killed tool held within milliseconds, and later where it is busy. */
const LOCK_PATIENCE_MS = 3_000
/** A statement of a killed tool goes on to its end: the server looks for its client only then. */
const FORERUNNER_PATIENCE_MS = 5_000
const POLL_MS = 100

/** A tool that vanished without a word (its host lost power) is missed after a minute, not after the two hours of the system. */
const KEEPALIVE = {
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
}

/**
 * One run at a time on a database. Tries, never waits inside the server: a session that waits for an advisory lock is an
 * open transaction, and index builds would wait for it in turn. The lock of a tool that was just killed is waited for, and
 * so are its statements that still run; after some seconds they are ended, for they would write into this run.
 * @param work gets a signal that is aborted when the lock is lost on the way; it has to stop then
 * @throws MigrationError with exit code 5 when another run is active
 */
export async function withRunLock<Result>(
  url: string,
  emit: Emit,
  work: (lockLost: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController()
  let isWorking = true
  const keeper: Database = await openOwnSession(url, {
    max: 1,
    applicationName: 'valence lock',
    settings: KEEPALIVE,
    // The driver would open another session in its place, which does not hold the lock.
    onClose: () => isWorking && lost.abort(lockWasLost()),
  })
  try {
    await takeLock(keeper, emit)
    await endForerunners(keeper, emit)
    return await work(lost.signal)
  } finally {
    isWorking = false
    await keeper.end({ timeout: 5 })
  }
}

/**
 * Between two pieces of work: whoever lost the lock must not go on beside its new owner.
 * @throws MigrationError when the lock is lost; not when the operator pressed Ctrl-C
 */
export function requireRunLock(signal: AbortSignal): void {
  if (signal.aborted && signal.reason instanceof OperatorError) throw signal.reason
}

async function takeLock(keeper: Database, emit: Emit): Promise<void> {
  if (await tryLock(keeper)) return
  const holder = await readLockHolder(keeper)
  const before = await progressOf(keeper)
  say(emit, 'Another run holds this database; waiting a moment, in case it was just killed')
  for (const end = performance.now() + LOCK_PATIENCE_MS; performance.now() < end; ) {
    await sleep(POLL_MS)
    if (!(await tryLock(keeper))) continue
    // A killed run changes nothing any more. One that lived and ended has changed what we were asked to work on.
    if ((await progressOf(keeper)) === before) return
    break
  }
  throw new MigrationError('Another migration, rollback or upgrade is running on this database', {
    code: 'VAL-BUSY',
    object: holder === null ? undefined : `backend ${holder}`,
    hint: 'Nothing was changed. Wait until it ends, and look at migrate:report. It continues by itself where it stopped if you run it again.',
  })
}

async function tryLock(keeper: Database): Promise<boolean> {
  const [lock] = await keeper<{ taken: boolean }[]>`
    select pg_try_advisory_lock(${LOCK[0]}::int, ${LOCK[1]}::int) as taken`
  return lock?.taken === true
}

/** Tells whether the holder of the lock has got anywhere. */
async function progressOf(keeper: Database): Promise<string> {
  const run = await latestRun(keeper)
  return run === null ? 'none' : `${run.id} ${run.state}`
}

/** With the lock in hand, sessions of its former holder can only be left over. */
async function endForerunners(keeper: Database, emit: Emit): Promise<void> {
  const startedAt = performance.now()
  for (let isEnded = false; ; ) {
    const pids = await readWorkers(keeper)
    if (pids.length === 0) return
    const elapsedMs = performance.now() - startedAt
    if (elapsedMs > 2 * FORERUNNER_PATIENCE_MS) throw forerunnerStays(pids)
    if (elapsedMs > FORERUNNER_PATIENCE_MS && !isEnded) {
      say(emit, `Ending what a killed run left working on the server: backend ${pids.join(', ')}`)
      await keeper`select pg_terminate_backend(p.pid) from unnest(${pids}::int[]) as p (pid)`
      isEnded = true
    }
    await sleep(POLL_MS)
  }
}

/** Those that this role may see, which are those that it may end. */
async function readWorkers(keeper: Database): Promise<number[]> {
  const rows = await keeper<{ pid: number }[]>`
    select a.pid
    from pg_stat_activity as a
    where a.datname = current_database() and a.application_name = any (${[...WORKERS]})`
  return rows.map(({ pid }) => pid)
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

function say(emit: Emit, text: string): void {
  emit({ kind: 'message', severity: 'info', text })
}

function lockWasLost(): MigrationError {
  return new MigrationError('The session that keeps other runs out was lost', {
    code: 'VAL-LOCK-LOST',
    hint: 'The server ended it, or the network did. Run the same command again; it continues where it stopped.',
  })
}

function forerunnerStays(pids: readonly number[]): MigrationError {
  return new MigrationError('What a killed run left working on the server does not end', {
    code: 'VAL-BUSY',
    object: `backend ${pids.join(', ')}`,
    hint: 'End it with pg_terminate_backend as its own role or as a superuser, then run the same command again.',
  })
}
