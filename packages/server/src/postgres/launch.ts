import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StackError } from '../errors.ts'
import { freePort } from '../free-port.ts'
import { giveToOwnerOfFolder, readTextFile } from '../json-file.ts'
import type { Log } from '../log.ts'
import { type PostgresBinaries, preparePostgresBinaries } from './binaries.ts'
import { childEnvironment } from './child-environment.ts'
import type { ClusterPaths } from './cluster-paths.ts'
import { initialiseCluster } from './initialise.ts'
import { limitLog } from './limit-log.ts'
import type { ServerReady } from './lock.ts'
import type { ClusterPlace } from './place-cluster.ts'
import { disarmStalePidFile, stopPostmaster, waitUntilReady } from './postmaster.ts'
import { preferredPort } from './remembered-port.ts'
import { spawnIds } from './server-user.ts'
import { LOCAL_SETTINGS } from './settings.ts'

const START_TIMEOUT_MS = 60_000
const ATTEMPTS = 20

export interface LaunchOptions {
  readonly paths: ClusterPaths
  readonly place: ClusterPlace
  /** Of the superuser, for a cluster that has to be made. */
  readonly password: string
  readonly settings: Readonly<Record<string, string>>
  readonly postgresModule: string | undefined
  readonly log: Log
  /** That it must have; a free one where there is none given. */
  readonly port?: number | undefined
}

/**
 * Makes the cluster if there is none, and starts a server on it.
 *
 * @throws StackError `initdb-failed`, `postgres-failed` or `cluster-incompatible`
 */
export async function launchPostgres(options: LaunchOptions): Promise<ServerReady> {
  const { paths, place } = options
  const binaries = preparePostgresBinaries(place.user, options.postgresModule)
  await ensureCluster(binaries, options)
  disarmStalePidFile(place.dataDir)
  limitLog(paths.logFile)
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort(attempt === 1 ? preferredPort(paths) : 0))
    const outcome = await tryStart(binaries, options, port)
    if (typeof outcome !== 'string') return outcome
    // The port went to another program between our look and the start; or the workers of a killed server are
    // just ending. Both pass.
    const mayPass =
      /could not bind|Address already in use|shared memory block .* is still in use/s.test(outcome)
    if (!mayPass || attempt === ATTEMPTS) throw startFailed(place, outcome)
    await delay(250)
  }
}

async function ensureCluster(binaries: PostgresBinaries, options: LaunchOptions): Promise<void> {
  const { dataDir, user } = options.place
  const onDisk = readTextFile(join(dataDir, 'PG_VERSION'))?.trim()
  if (onDisk === undefined) {
    options.log.info(`Making a new database in ${dataDir}.`)
    const { initdb } = binaries
    return initialiseCluster({ initdb, dataDir, user, password: options.password })
  }
  const ours = binaries.version.split('.')[0]
  if (onDisk === ours) return
  throw new StackError(
    'cluster-incompatible',
    `The database in ${dataDir} was made by PostgreSQL ${onDisk}, and this version brings PostgreSQL ${ours}.`,
    {
      hint: 'Start once with the earlier version and take a backup, or delete the local database with `npm run reset`.',
    },
  )
}

/** The running server, or what it said before it gave up. */
async function tryStart(
  binaries: PostgresBinaries,
  options: LaunchOptions,
  port: number,
): Promise<ServerReady | string> {
  const { logFile } = options.paths
  const { dataDir } = options.place
  const logStart = existsSync(logFile) ? statSync(logFile).size : 0
  const child = spawnServer(binaries, options, port)
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  const { pid } = child
  if (pid !== undefined && (await waitUntilReady(dataDir, pid, isRunning, START_TIMEOUT_MS))) {
    return { port, postmaster: pid, dataDir }
  }
  if (pid !== undefined) await stopPostmaster(pid)
  return readFileSync(logFile).subarray(logStart).toString('utf8').trim()
}

function spawnServer(
  binaries: PostgresBinaries,
  options: LaunchOptions,
  port: number,
): ChildProcess {
  const { paths, place } = options
  const settings = { ...LOCAL_SETTINGS, ...options.settings, port: String(port) }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const logFd = openSync(paths.logFile, 'a', 0o600)
  giveToOwnerOfFolder(paths.logFile)
  try {
    const child = spawn(binaries.postgres, ['-D', place.dataDir, ...args], {
      ...spawnIds(place.user),
      cwd: '/',
      // A group of its own: Ctrl-C in the terminal reaches us, and we stop the server after its clients.
      detached: true,
      env: childEnvironment(),
      // To a file, not to a pipe: the server may outlive us.
      stdio: ['ignore', logFd, logFd],
    })
    // A program that cannot be run has no process number; its exit is noticed by the one who waits.
    child.on('error', (error) => options.log.error('PostgreSQL cannot be run.', { error }))
    child.unref()
    return child
  } finally {
    closeSync(logFd)
  }
}

function startFailed(place: ClusterPlace, said: string): StackError {
  return new StackError(
    'postgres-failed',
    `PostgreSQL did not start on ${place.dataDir} as the user ${place.user.name}. It said: ${said.slice(-2000) || 'nothing'}`,
    { hint: 'The first line of what it said names the cause.' },
  )
}
