import {
  type ConnectOptions,
  connect,
  type Database,
  PINNED_SETTINGS,
  PINNED_WHERE_KNOWN,
} from './connect.ts'
import { connectionError } from './connection-error.ts'
import { DatabaseError } from './database-error.ts'
import { literal } from './names.ts'
import { givenPid } from './server-facts.ts'
import { sqlState } from './sql-state.ts'

/**
 * How we reach the server: directly, through a pooler that gives each client a server session of its own, or through one
 * that gives it another session for each transaction.
 */
export type ConnectionMode = 'direct' | 'session-pooler' | 'transaction-pooler'

const PROTOCOL_VIOLATION = '08P01'
const SECOND_SESSION_TIMEOUT_MS = 20_000

/**
 * Opens a connection on which session settings, advisory locks and the order of statements can be relied upon. Once it is
 * lost every statement on it fails: the driver would open another session, which has neither, and after a COPY that broke off
 * it never answers again.
 * @throws DatabaseError with exit code 3 for a transaction pooler, and with what to do where the server cannot be reached
 */
export async function openSession(url: string, options: ConnectOptions = {}): Promise<Database> {
  try {
    return await open(url, options)
  } catch (error) {
    throw connectionError(error, url)
  }
}

async function open(url: string, given: ConnectOptions): Promise<Database> {
  if ((await connectionMode(url)) === 'transaction-pooler') throw transactionPooler(url)
  const settings = { ...(await knownSettings(url)), ...given.settings }
  const options = { ...given, settings }
  const db = connectOnce(url, options)
  try {
    await db`select 1`
    return db
  } catch (error) {
    await db.end({ timeout: 5 })
    if (sqlState(error) !== PROTOCOL_VIOLATION) throw error
    return await openWithoutStartup(url, options)
  }
}

function connectOnce(url: string, options: ConnectOptions): Database {
  const db: Database = connect(url, {
    ...options,
    onClose: () => {
      options.onClose?.()
      void db.end({ timeout: 0 })
    },
  })
  return db
}

/** Of the settings that only some servers know, those that this one does. */
async function knownSettings(url: string): Promise<Readonly<Record<string, string>>> {
  const probe = connect(url, { max: 1, startup: 'none', applicationName: 'valence probe' })
  try {
    const names = Object.keys(PINNED_WHERE_KNOWN)
    const known = await probe<{ name: string }[]>`
      select s.name from pg_catalog.pg_settings as s where s.name operator(pg_catalog.=) any (${names})`
    return Object.fromEntries(
      Object.entries(PINNED_WHERE_KNOWN).filter(([name]) => known.some((row) => row.name === name)),
    )
  } finally {
    await probe.end({ timeout: 1 })
  }
}

/** For a pooler that refuses settings at the start: they are set afterwards, on the one session there is. */
async function openWithoutStartup(url: string, options: ConnectOptions): Promise<Database> {
  const db = connectOnce(url, { ...options, max: 1, startup: 'none' })
  try {
    for (const [name, value] of Object.entries({ ...PINNED_SETTINGS, ...options.settings })) {
      await db.unsafe(`set ${name} = ${literal(value)}`)
    }
    return db
  } catch (error) {
    await db.end({ timeout: 5 })
    throw error
  }
}

/**
 * Tells how we reach the server, without relying on ports. Behind a transaction pooler two clients meet on the same
 * server session as soon as one of them is idle; behind any pooler the process number that the client was given at the
 * start is not the server's.
 */
export async function connectionMode(url: string): Promise<ConnectionMode> {
  const first = connect(url, { max: 1, startup: 'none', applicationName: 'valence probe' })
  const second = connect(url, { max: 1, startup: 'none', applicationName: 'valence probe' })
  try {
    const idle = await first<{ pid: number }[]>`select pg_catalog.pg_backend_pid() as pid`
    const isShared = await inTime(
      second.begin(async (tx) => {
        const [busy] = await tx<{ pid: number }[]>`select pg_catalog.pg_backend_pid() as pid`
        if (busy?.pid === idle[0]?.pid) return true
        const [again] = await first<{ pid: number }[]>`select pg_catalog.pg_backend_pid() as pid`
        return again?.pid !== idle[0]?.pid
      }),
      url,
    )
    if (isShared) return 'transaction-pooler'
    return givenPid(idle) === idle[0]?.pid ? 'direct' : 'session-pooler'
  } finally {
    await Promise.all([first.end({ timeout: 1 }), second.end({ timeout: 1 })])
  }
}

/** A pooler without a free session lets a client wait, and says nothing. */
async function inTime<Result>(work: Promise<Result>, url: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(noSecondSession(url)), SECOND_SESSION_TIMEOUT_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function transactionPooler(url: string): DatabaseError {
  const { host, port } = new URL(url)
  const other =
    port === '6543'
      ? 'On Supabase use port 5432 of the same host (session mode), or the direct host db.<project>.supabase.co.'
      : 'Connect to the server itself, or to a pooler in session mode.'
  return new DatabaseError(
    'The connection goes through a transaction pooler, which gives each transaction another server session',
    {
      code: 'VAL-POOLER',
      object: host,
      hint: `The lock that keeps a second run out, and the settings of a session, do not hold there. ${other}`,
    },
  )
}

function noSecondSession(url: string): DatabaseError {
  return new DatabaseError('The server gives one session and no second one', {
    code: 'VAL-SESSIONS',
    object: new URL(url).host,
    hint: 'A run takes three sessions at most. Raise the size of the pool, end sessions that nobody needs, or connect to the server itself.',
  })
}
