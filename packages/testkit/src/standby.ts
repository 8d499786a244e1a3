import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '@valence/db'
import { publishCluster, testCluster } from './cluster.ts'
import { PREFIX } from './global-setup.ts'

const SUPERUSER = 'supabase_admin'
const PLACES = '/usr/lib/postgresql'

/** The folder of a whole PostgreSQL 15 or later on this machine, with pg_basebackup; undefined where there is none. */
export function findPostgresPrograms(): string | undefined {
  if (!existsSync(PLACES)) return undefined
  return readdirSync(PLACES)
    .filter((version) => Number(version) >= 15)
    .map((version) => join(PLACES, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'pg_basebackup')) && existsSync(join(bin, 'postgres')))
}

/** A server with a streaming replica. */
export interface ServerWithStandby {
  /** Lets the replica receive and not replay, so that it falls behind. */
  pauseReplay(): Promise<void>
  resumeReplay(): Promise<void>
  /** Stops both, and gives the test file the usual server back. */
  close(): Promise<void>
}

/**
 * Starts a server and a streaming replica of it, for the test file that asks: from then on `createTestDatabase` makes its
 * databases there. `bin` is what `findPostgresPrograms` found.
 */
export async function useServerWithStandby(bin: string): Promise<ServerWithStandby> {
  const usual = testCluster()
  const home = mkdtempSync(join(tmpdir(), PREFIX))
  chmodSync(home, 0o755)
  const programs = programsOf(bin)
  const primary = { data: join(home, 'primary'), port: await freePort() }
  const standby = { data: join(home, 'standby'), port: await freePort() }
  for (const { data } of [primary, standby]) programs.makeFolder(data)
  programs.run('initdb', [
    '-D',
    primary.data,
    '-U',
    SUPERUSER,
    '--auth=trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ])
  programs.start(primary, [
    'wal_level=replica',
    'max_wal_senders=4',
    'hot_standby=on',
    'max_connections=100',
  ])
  const superuserUrl = urlOf(primary.port, SUPERUSER)
  const admin = connect(superuserUrl, { max: 1 })
  for (const role of ['postgres', 'valence_api']) await admin.unsafe(`create role ${role} login`)
  await admin.end()
  programs.run('pg_basebackup', [
    '-D',
    standby.data,
    '-R',
    '-X',
    'stream',
    '-c',
    'fast',
    '-h',
    '127.0.0.1',
    '-p',
    String(primary.port),
    '-U',
    SUPERUSER,
  ])
  programs.start(standby, [])
  publishCluster({
    superuserUrl,
    postgresUrl: urlOf(primary.port, 'postgres'),
    apiUrl: urlOf(primary.port, 'valence_api'),
  })
  const replica = connect(urlOf(standby.port, SUPERUSER), { max: 1 })
  return {
    pauseReplay: async () => void (await replica`select pg_wal_replay_pause()`),
    resumeReplay: async () => void (await replica`select pg_wal_replay_resume()`),
    close: async () => {
      publishCluster(usual)
      await replica.end({ timeout: 5 })
      for (const server of [standby, primary]) programs.stop(server)
      await sleep(50)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

interface Place {
  readonly data: string
  readonly port: number
}

/** The programs as a user who may run a server: root may not. */
function programsOf(bin: string) {
  const ids = serverIds()
  const run = (program: string, args: readonly string[]): void => {
    const result = spawnSync(join(bin, program), args, {
      ...ids,
      cwd: '/',
      encoding: 'utf8',
      // A server that is started keeps the pipes of its parent open.
      stdio: ['ignore', 'ignore', program === 'pg_ctl' ? 'ignore' : 'pipe'],
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
    })
    if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr ?? ''}`)
  }
  return {
    run,
    makeFolder: (folder: string): void => {
      mkdirSync(folder, { mode: 0o700 })
      if (ids.uid !== undefined && ids.gid !== undefined) chownSync(folder, ids.uid, ids.gid)
    },
    start: ({ data, port }: Place, settings: readonly string[]): void => {
      const all = [
        ...settings,
        `port=${port}`,
        'listen_addresses=127.0.0.1',
        'unix_socket_directories=',
        'fsync=off',
      ]
      const options = all.map((setting) => `-c ${setting}`).join(' ')
      run('pg_ctl', ['start', '-w', '-D', data, '-l', join(data, 'server.log'), '-o', options])
    },
    stop: ({ data }: Place): void => run('pg_ctl', ['stop', '-w', '-m', 'immediate', '-D', data]),
  }
}

function serverIds(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string, name: string) =>
    Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout, 10)
  const name = ['postgres', 'nobody'].find((candidate) => idOf('-u', candidate) > 0)
  return name === undefined ? {} : { uid: idOf('-u', name), gid: idOf('-g', name) }
}

function urlOf(port: number, role: string): string {
  return `postgresql://${role}@127.0.0.1:${port}/postgres`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
