import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { connect } from '@valence/db'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { resetStack } from '../reset-stack.ts'
import { describeProcess, signal, waitUntilGone } from './processes.ts'
import { chooseServerUser, spawnIds } from './server-user.ts'
import { type RunningPostgres, startPostgres } from './start-postgres.ts'

/** Its number stands in the first line of a file in the data folder. */
const POSTMASTER = `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as value`

interface Told {
  readonly pid: number
  readonly port: number
  readonly isAttached: boolean
  readonly url: string
}

describe('startPostgres', () => {
  let home: string
  let dataDir: string
  const running: RunningPostgres[] = []
  const children: ChildProcess[] = []

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'valence-server-'))
    chmodSync(home, 0o755)
    dataDir = join(home, 'postgres')
  })

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const postgres of running.splice(0)) await postgres.stop()
    await resetStack(home)
    rmSync(home, { recursive: true, force: true })
  })

  const start = async (): Promise<RunningPostgres> => {
    const postgres = await startPostgres({ dataDir })
    running.push(postgres)
    return postgres
  }

  const startInChild = async (then: string): Promise<{ child: ChildProcess; told: Told }> => {
    const fixture = fileURLToPath(new URL('./start-postgres.fixture.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', fixture, dataDir, then], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const [line] = await once(child.stdout, 'data')
    return { child, told: JSON.parse(String(line)) }
  }

  const ask = async <T>(url: string, query: string): Promise<T | undefined> => {
    const sql = connect(url, { max: 1 })
    try {
      const [row] = await sql.unsafe<{ value: T }[]>(query)
      return row?.value
    } finally {
      await sql.end({ timeout: 5 })
    }
  }

  it('keeps data, passwords and port from one run to the next', async () => {
    const first = await start()
    await ask(first.superuserUrl, 'create table public.kept as select 42 as value')
    await first.stop()
    const second = await start()
    expect(second.superuserUrl).toBe(first.superuserUrl)
    expect(await ask(second.superuserUrl, 'select k.value from public.kept as k')).toBe(42)
  })

  it('speaks Unicode whatever the locale of the machine', async () => {
    const { superuserUrl } = await start()
    expect(
      await ask(superuserUrl, `select upper('é') || current_setting('server_encoding') as value`),
    ).toBe('ÉUTF8')
    const sorted = `select string_agg(w, '' order by w) as value from unnest(array['z', 'é', 'a']) as w`
    expect(await ask(superuserUrl, sorted)).toBe('aéz')
  })

  it('lets nobody in without the password, and keeps that in a file of mode 0600', async () => {
    const postgres = await start()
    const wrong = new URL(postgres.superuserUrl)
    wrong.password = 'guess'
    await expect(ask(wrong.toString(), 'select 1 as value')).rejects.toThrow(
      'password authentication failed',
    )
    expect(statSync(join(home, 'postgres.secrets.json')).mode & 0o777).toBe(0o600)
  })

  it('listens on the loopback address only and opens no socket file', async () => {
    const { superuserUrl } = await start()
    const listens = `select current_setting('listen_addresses') || '|' || current_setting('unix_socket_directories') as value`
    expect(await ask(superuserUrl, listens)).toBe('127.0.0.1|')
  })

  it('makes its login roles without the rights of a superuser', async () => {
    const postgres = await start()
    for (const role of ['postgres', 'valence_api'] as const) {
      const query = 'select r.rolsuper as value from pg_roles as r where r.rolname = current_user'
      expect(await ask(postgres.urlFor(role), query)).toBe(false)
    }
  })

  it('takes another port when its own is taken, and remembers that', async () => {
    const first = await start()
    await first.stop()
    const squatter = createServer().listen(first.port, '127.0.0.1')
    await once(squatter, 'listening')
    const second = await start()
    squatter.close()
    await second.stop()
    const third = await start()
    expect(second.port).not.toBe(first.port)
    expect(third.port).toBe(second.port)
  })

  it('is up again at the same port when it ended without being asked, where it is kept up', async () => {
    const postgres = await start()
    await ask(postgres.superuserUrl, 'create table public.kept as select 42 as value')
    postgres.keepUp(silentLog)
    for (const pid of [postgres.pid, await ask<number>(postgres.superuserUrl, POSTMASTER)]) {
      signal(pid ?? 0, 'SIGKILL')
      await waitUntilGone(pid ?? 0, 10_000)
      await expect
        .poll(() => ask(postgres.superuserUrl, 'select value from public.kept').catch(() => null))
        .toBe(42)
    }
    const last = (await ask<number>(postgres.superuserUrl, POSTMASTER)) ?? 0
    await postgres.stop()
    expect(describeProcess(last)).toBeNull()
  })

  it('takes over the server that a killed process left behind', async () => {
    const { child, told } = await startInChild('stay')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const postgres = await start()
    expect(postgres.pid).toBe(told.pid)
    expect(postgres.isAttached).toBe(false)
    await postgres.stop()
    expect(describeProcess(told.pid)).toBeNull()
  })

  it('recovers what was committed when server and starter were both killed', async () => {
    const { child, told } = await startInChild('stay')
    await ask(told.url, 'create table public.kept as select 42 as value')
    child.kill('SIGKILL')
    signal(told.pid, 'SIGKILL')
    await waitUntilGone(told.pid, 5_000)
    const postgres = await start()
    expect(postgres.pid).not.toBe(told.pid)
    expect(await ask(postgres.superuserUrl, 'select k.value from public.kept as k')).toBe(42)
  })

  it('starts although the number in a stale pid file now belongs to a stranger', async () => {
    const first = await start()
    const pidFile = join(first.dataDir, 'postmaster.pid')
    const content = readFileSync(pidFile, 'utf8')
    await first.stop()
    const stranger = spawn('sleep', ['60'], spawnIds(chooseServerUser(first.dataDir)))
    children.push(stranger)
    await once(stranger, 'spawn')
    writeFileSync(pidFile, content.replace(String(first.pid), String(stranger.pid)))
    const second = await start()
    expect(await ask(second.superuserUrl, 'select 1 as value')).toBe(1)
    expect(describeProcess(stranger.pid ?? 0)).not.toBeNull()
  })

  it('starts although the number in a stale pid file belongs to a process that nobody reaps', async () => {
    const first = await start()
    const pidFile = join(first.dataDir, 'postmaster.pid')
    const content = readFileSync(pidFile, 'utf8')
    await first.stop()
    // The shell tells the number of a child that has ended, and becomes a program that never asks for it.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
      ...spawnIds(chooseServerUser(first.dataDir)),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(parent)
    const [line] = await once(parent.stdout, 'data')
    const zombie = Number(String(line).trim())
    await delay(300)
    expect(signal(zombie, 'SIGCONT')).toBe(true)
    writeFileSync(pidFile, content.replace(String(first.pid), String(zombie)))
    const second = await start()
    expect(await ask(second.superuserUrl, 'select 1 as value')).toBe(1)
  })

  it('shares the server of another living process, and leaves it running', async () => {
    const { told } = await startInChild('stay')
    const attached = await start()
    expect(attached).toMatchObject({ isAttached: true, pid: told.pid, port: told.port })
    await attached.stop()
    expect(await ask(told.url, 'select 1 as value')).toBe(1)
  })

  it('lets one of two processes that start at the same moment make the cluster, and the other share it', async () => {
    const [one, two] = await Promise.all([startInChild('stay'), startInChild('stay')])
    expect(one.told.pid).toBe(two.told.pid)
    expect([one.told.isAttached, two.told.isAttached].sort()).toEqual([false, true])
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves no server behind after %s',
    async (name) => {
      const { child, told } = await startInChild('stay')
      child.kill(name)
      const [, killedBy] = await once(child, 'exit')
      expect(killedBy).toBe(name)
      expect(await waitUntilGone(told.pid, 5_000)).toBe(true)
    },
  )

  it('leaves no server behind when the process simply ends', async () => {
    const { told } = await startInChild('end')
    expect(await waitUntilGone(told.pid, 5_000)).toBe(true)
  })

  it('stops without waiting for a server that has died already', async () => {
    const postgres = await start()
    signal(postgres.pid, 'SIGKILL')
    await waitUntilGone(postgres.pid, 5_000)
    const before = Date.now()
    await postgres.stop()
    expect(Date.now() - before).toBeLessThan(1_000)
  })

  it('begins anew after the making of a cluster was interrupted', async () => {
    mkdirSync(`${dataDir}.initialising`)
    writeFileSync(join(`${dataDir}.initialising`, 'PG_VERSION'), '17\n')
    const postgres = await start()
    expect(await ask(postgres.superuserUrl, 'select 1 as value')).toBe(1)
    expect(existsSync(`${dataDir}.initialising`)).toBe(false)
  })

  it('deletes nothing in a folder that holds something else', async () => {
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'thesis.txt'), 'years of work')
    await expect(start()).rejects.toMatchObject({ code: 'folder-not-empty' })
    expect(readFileSync(join(dataDir, 'thesis.txt'), 'utf8')).toBe('years of work')
    rmSync(dataDir, { recursive: true })
  })

  it('refuses a cluster of another version and says so', async () => {
    const first = await start()
    await first.stop()
    writeFileSync(join(first.dataDir, 'PG_VERSION'), '14\n')
    await expect(start()).rejects.toMatchObject({ code: 'cluster-incompatible' })
  })

  it('refuses a cluster whose passwords are lost, and names the file', async () => {
    const first = await start()
    await first.stop()
    rmSync(join(home, 'postgres.secrets.json'))
    await expect(start()).rejects.toThrow('postgres.secrets.json')
  })

  it('can be started again after a start that failed', async () => {
    await expect(startPostgres({ dataDir, settings: { no_such_setting: '1' } })).rejects.toThrow(
      'no_such_setting',
    )
    expect((await start()).isAttached).toBe(false)
  })

  if (process.getuid?.() === 0) {
    it('keeps the data elsewhere when the user of the server may not enter the folder', async () => {
      chmodSync(home, 0o700)
      const first = await start()
      await ask(first.superuserUrl, 'create table public.kept as select 42 as value')
      await first.stop()
      const second = await start()
      expect(second.dataDir).not.toBe(dataDir)
      expect(readFileSync(`${second.dataDir}.origin`, 'utf8')).toBe(`${dataDir}\n`)
      expect(await ask(second.superuserUrl, 'select k.value from public.kept as k')).toBe(42)
    })

    it('removes such data when its place is gone and another one needs the folder', async () => {
      chmodSync(home, 0o700)
      const lost = join(home, 'clone', 'postgres')
      mkdirSync(join(home, 'clone'))
      const first = await startPostgres({ dataDir: lost })
      await first.stop()
      rmSync(join(home, 'clone'), { recursive: true })
      await start()
      expect(existsSync(first.dataDir)).toBe(false)
    })
  } else {
    it('names a folder that it may not write in', async () => {
      chmodSync(home, 0o500)
      await expect(start()).rejects.toThrow(home)
      chmodSync(home, 0o755)
    })
  }
})
