import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import type { Emit } from '../ground/events.ts'
import type { Executor } from '../ground/executor.ts'
import type { RunOptions } from '../plan/options.ts'
import { type LogPosition, lagMs } from './replica-lag.ts'

/** Lets the database have its way between two batches. */
export interface Throttle {
  /**
   * Returns at once while nothing speaks against the next batch. `heed` is called all the while, so that a run which waits can
   * be paused and ended.
   */
  wait(heed: () => Promise<void>): Promise<void>
}

/** An atomic run holds its locks whether it waits or not. */
export const noThrottle: Throttle = { wait: async () => {} }

const POLL_MS = 250
/** A session that waited longer than this is not just passing by. */
const WAITING_MS = 100
/**
 * Sessions may wait for one another for hours, and not for us: after this time a batch is tried all the same. Where that does not
 * end, half of the time is enough before the next one, and so on.
 */
const LOCK_PATIENCE_MS = 5_000
const TELL_EVERY_MS = 30_000
const POSITIONS = 2_000
/** Where the operator says nothing and replicas can be seen. */
const DEFAULT_LAG_MS = 10_000

export type ThrottleOptions = Pick<RunOptions, 'maxReplicaLagMs' | 'throttleQuery'>

interface Reason {
  readonly text: string
  readonly isPassing: boolean
}

/**
 * Throttles on sessions that wait for locks, on the lag of replicas, and on a query of the operator.
 * @throws MigrationError with exit code 2 when a lag was asked for that the role cannot see, or the query fails
 */
export async function openThrottle(
  executor: Pick<Executor, 'sql' | 'read'>,
  options: ThrottleOptions,
  emit: Emit,
): Promise<Throttle> {
  const { maxReplicaLagMs, throttleQuery } = options
  const replicas = await readReplicas(executor.sql)
  const isHidden = replicas.some(({ replayed }) => replayed === null)
  if (maxReplicaLagMs !== undefined && isHidden) throw cannotSeeReplicas()
  if (throttleQuery !== undefined) {
    const answer = await ask(executor, throttleQuery)
    if (answer.kind === 'failed') throw queryFails(answer.error)
  }
  const limitMs = maxReplicaLagMs ?? DEFAULT_LAG_MS
  const positions: LogPosition[] = []
  const reasons = async (): Promise<readonly Reason[]> => [
    ...(await lockWaits(executor.sql)),
    ...(isHidden ? [] : await lateReplicas(executor.sql, positions, limitMs)),
    ...(throttleQuery === undefined ? [] : await operatorSays(executor, throttleQuery)),
  ]
  let patienceMs = LOCK_PATIENCE_MS
  return {
    wait: async (heed) => {
      const isFree = await waitWhile(reasons, patienceMs, heed, emit)
      patienceMs = isFree ? LOCK_PATIENCE_MS : patienceMs / 2
    },
  }
}

/** Whether nothing speaks against the next batch any more; else patience is at its end. */
async function waitWhile(
  reasons: () => Promise<readonly Reason[]>,
  patienceMs: number,
  heed: () => Promise<void>,
  emit: Emit,
): Promise<boolean> {
  const startedAt = performance.now()
  let toldAt: number | undefined
  for (;;) {
    await heed()
    const found = await reasons()
    const waitedMs = performance.now() - startedAt
    const isWorthIt = found.some(({ isPassing }) => !isPassing) || waitedMs < patienceMs
    if (found.length === 0 || !isWorthIt) {
      if (toldAt !== undefined) say(emit, 'Going on')
      return found.length === 0
    }
    const isTold = toldAt !== undefined && performance.now() - toldAt < TELL_EVERY_MS
    if (!isTold && found.some(({ isPassing }) => !isPassing)) {
      toldAt = performance.now()
      say(emit, `Waiting before the next batch: ${found.map(({ text }) => text).join('; ')}`)
    }
    await sleep(POLL_MS)
  }
}

/** Others that wait for a lock: of ours, which is free between batches, or of one another, which we would make longer. */
async function lockWaits(sql: Sql): Promise<readonly Reason[]> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(distinct l.pid)::int as waiting
    from pg_locks as l
    join pg_stat_activity as a on a.pid = l.pid
    where not l.granted
      and l.waitstart < clock_timestamp() - make_interval(secs => ${WAITING_MS / 1_000})
      and a.datname = current_database()
      and coalesce(a.application_name, '') not like 'valence %'`
  const waiting = row?.waiting ?? 0
  return waiting === 0 ? [] : [{ text: `${waiting} sessions wait for locks`, isPassing: true }]
}

async function lateReplicas(
  sql: Sql,
  positions: LogPosition[],
  limitMs: number,
): Promise<readonly Reason[]> {
  const replicas = await readReplicas(sql)
  if (replicas.length === 0) return []
  const nowMs = performance.now()
  const late = replicas.flatMap(({ name, replayed }) => {
    const behindMs = replayed === null ? 0 : lagMs(positions, replayed, nowMs)
    const text = `the replica ${name} is ${(behindMs / 1_000).toFixed(1)} s behind`
    return behindMs > limitMs ? [{ text, isPassing: false }] : []
  })
  const [log] = await sql<{ bytes: number }[]>`
    select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`
  if (log !== undefined) positions.push({ bytes: log.bytes, atMs: nowMs })
  if (positions.length > POSITIONS) positions.splice(1, positions.length / 2)
  return late
}

async function operatorSays(
  executor: Pick<Executor, 'read'>,
  query: string,
): Promise<readonly Reason[]> {
  const answer = await ask(executor, query)
  if (answer.kind === 'go') return []
  const text =
    answer.kind === 'wait'
      ? `the throttle query says ${answer.value}`
      : `the throttle query fails (${answer.error})`
  return [{ text, isPassing: false }]
}

type Answer =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly value: string }
  | { readonly kind: 'failed'; readonly error: string }

/** The first value of the first row: true, or a number above 0, means wait. It may take two seconds and writes nothing. */
async function ask(executor: Pick<Executor, 'read'>, query: string): Promise<Answer> {
  try {
    const rows = await executor.read(async (tx) => {
      await tx`set local statement_timeout = '2s'`
      return { rows: await tx.unsafe<Record<string, unknown>[]>(query) }
    })
    const value = Object.values(rows.rows[0] ?? {})[0]
    const mustWait = value === true || Number(value) > 0
    return mustWait ? { kind: 'wait', value: String(value) } : { kind: 'go' }
  } catch (error) {
    return { kind: 'failed', error: error instanceof Error ? error.message : String(error) }
  }
}

/** Replicas that stream from this server. What they have replayed is hidden from roles without pg_monitor. */
async function readReplicas(
  sql: Sql,
): Promise<readonly { readonly name: string; readonly replayed: number | null }[]> {
  return await sql<{ name: string; replayed: number | null }[]>`
    select
      coalesce(nullif(r.application_name, ''), 'with process ' || r.pid) as name,
      pg_wal_lsn_diff(r.replay_lsn, '0/0')::float8 as replayed
    from pg_stat_replication as r
    where r.state is null or r.state in ('streaming', 'catchup')`
}

function say(emit: Emit, text: string): void {
  emit({ kind: 'message', severity: 'info', text })
}

function cannotSeeReplicas(): MigrationError {
  return new MigrationError('This role cannot see how far the replicas are', {
    code: 'VAL-REPLICA-LAG',
    hint: 'Grant it pg_monitor, or leave --max-replica-lag out and give a --throttle-query of your own.',
  })
}

function queryFails(reason: string): MigrationError {
  return new MigrationError(`The throttle query fails: ${reason}`, {
    code: 'VAL-THROTTLE-QUERY',
    hint: 'It is one SELECT whose first value says whether to wait: true, or a number above 0. Try it with psql as the same role.',
  })
}
