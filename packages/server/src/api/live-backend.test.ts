import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { connect, type Database } from '@valence/db'
import { createUser } from '@valence/server'
import { createTestDatabase, type TestDatabase, testCluster } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Log, silentLog } from '../log.ts'
import { NOTES_SCHEMA, startTestApi, type TestApi } from './test-api.fixture.ts'

describe('the API while its database changes', () => {
  let db: TestDatabase
  let admin: Database
  let api: TestApi
  let token: string

  beforeAll(async () => {
    db = await createTestDatabase({
      template: 'server-notes',
      build: async ({ sql }) => {
        await sql.unsafe(NOTES_SCHEMA)
      },
    })
    admin = connect(db.superuserUrl, { max: 1 })
    await createUser(db.sql, { email: 'ada@example.com', password: 'correct horse' })
    api = await startTestApi(db.apiUrl)
    const ada = await api.signIn('ada@example.com', 'correct horse')
    token = (await ada.auth.getSession()).data.session?.access_token ?? ''
  })
  afterAll(async () => {
    await api.stop()
    await admin.end()
    await db.drop()
  })

  const get = (path: string): Promise<Response> =>
    api.request(path, { headers: { authorization: `Bearer ${token}` } })

  /** Reads all the time, and tells which answers were not 200. */
  const readWhile = async (
    work: () => Promise<unknown>,
    path: string,
    read: (path: string) => Promise<Response> = get,
  ): Promise<string[]> => {
    const failures: string[] = []
    let isOver = false
    const reader = async (): Promise<void> => {
      while (!isOver) {
        const response = await read(path)
        const body = await response.text()
        if (response.status !== 200) failures.push(`${response.status} ${body}`)
      }
    }
    const readers = [reader(), reader(), reader(), reader()]
    await work().finally(() => {
      isOver = true
    })
    await Promise.all(readers)
    return failures
  }

  const killBackends = (): Promise<unknown> => admin`
    select pg_terminate_backend(a.pid) from pg_stat_activity as a
    where a.datname = ${db.name} and a.usename = 'valence_api'
  `

  const eventually = async (check: () => Promise<boolean>, timeoutMs = 5_000): Promise<boolean> => {
    const deadline = Date.now() + timeoutMs
    while (Date.now() < deadline) {
      if (await check()) return true
      await delay(50)
    }
    return false
  }

  it('knows a new column and a new type moments after NOTIFY pgrst', async () => {
    await db.sql.unsafe(`
      create type public.size as enum ('small', 'large');
      alter table public.categories add column sizes public.size[] not null default '{large}';
      notify pgrst, 'reload schema';
    `)
    const isKnown = async (): Promise<boolean> => {
      const [row] = await (await get('/rest/v1/categories?select=sizes&id=eq.1')).json()
      // Without knowing the type it would be the text "{large}".
      return Array.isArray(row.sizes)
    }
    expect(await eventually(isKnown)).toBe(true)
  })

  it('fails no request while columns come and the schema is read anew', async () => {
    const failures = await readWhile(async () => {
      for (let n = 0; n < 5; n += 1) {
        await db.sql.unsafe(
          `alter table public.categories add column extra_${n} int; notify pgrst, 'reload schema'`,
        )
        await delay(300)
      }
    }, '/rest/v1/categories?select=*')
    expect(failures).toEqual([])
  })

  it('warns of tables that anyone may read', async () => {
    await db.sql`create table public.forgotten (id int)`
    const warnings: string[] = []
    const log = { ...silentLog, warn: (message: string) => warnings.push(message) }
    const other = await startTestApi(db.apiUrl, { log })
    await other.stop()
    await db.sql`drop table public.forgotten`
    expect(warnings).toEqual([expect.stringContaining('forgotten')])
    expect(warnings[0]).not.toContain('categories')
  })

  it('hears NOTIFY again after its listener was cut off', async () => {
    await killBackends()
    await delay(500)
    await db.sql.unsafe(`create table public.heard (id int); notify pgrst, 'reload schema'`)
    expect(await eventually(async () => (await get('/rest/v1/heard')).ok)).toBe(true)
  })

  it('survives that all its connections are cut off while it is busy, and no read fails', async () => {
    // In a process of its own: what the driver throws would end one that is not prepared.
    const home = mkdtempSync(join(tmpdir(), 'valence-api-'))
    const fixture = fileURLToPath(new URL('./serve.fixture.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', fixture, db.apiUrl, home], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(child.stdout, 'data')
    const { url, publishableKey } = JSON.parse(String(line))
    const failures = await readWhile(
      async () => {
        for (let round = 0; round < 4; round += 1) {
          await delay(600)
          await killBackends()
        }
        await delay(500)
      },
      '/rest/v1/categories?select=*',
      (path) => fetch(`${url}${path}`, { headers: { apikey: publishableKey } }),
    )
    const isAlive = child.exitCode === null
    child.kill()
    await once(child, 'exit')
    rmSync(home, { recursive: true })
    expect(failures).toEqual([])
    expect(isAlive).toBe(true)
  })

  it('takes nobody for dead who is slow, and lets others past', async () => {
    const events: unknown[] = []
    const keep: Log['info'] = (_message, fields) => void events.push(fields?.['event'])
    const log = { ...silentLog, info: keep, warn: keep }
    const other = await startTestApi(db.apiUrl, { log, trustedProxies: '127.0.0.1' })
    const ask = (path: string, address: string) =>
      other.request(path, { headers: { 'x-forwarded-for': address } })
    const slow = Array.from({ length: 8 }, (_, n) =>
      ask('/rest/v1/rpc/wait?seconds=2.4', `192.0.2.${n % 4}`),
    )
    await delay(300)
    const started = Date.now()
    const quick = await ask('/rest/v1/categories', '198.51.100.1')
    const tookMs = Date.now() - started
    const statuses = (await Promise.all(slow)).map(({ status }) => status)
    await other.stop()
    expect([quick.status, ...new Set(statuses)]).toEqual([200, 204])
    // Well before the slow ones end.
    expect(tookMs).toBeLessThan(2_000)
    expect(events).not.toContain('backend-exchanged')
  })

  it('is back within seconds when its connections hang', async () => {
    // Every connection that is open. Only while they are idle: a backend that is stopped at work may hold a lock that others need.
    let backends: { pid: number; state: string }[] = []
    const areAllIdle = async (): Promise<boolean> => {
      await Promise.all(Array.from({ length: 60 }, () => get('/rest/v1/categories')))
      backends = await admin<{ pid: number; state: string }[]>`
        select a.pid, a.state from pg_stat_activity as a
        where a.datname = ${db.name} and a.usename = 'valence_api'
          and a.application_name like 'valence-api ________'
      `
      return backends.length >= 4 && backends.every(({ state }) => state === 'idle')
    }
    await delay(1_000)
    expect(await eventually(areAllIdle)).toBe(true)
    for (const { pid } of backends) process.kill(pid, 'SIGSTOP')
    const started = Date.now()
    const responses = await Promise.all(
      Array.from({ length: 12 }, () => get('/rest/v1/categories')),
    ).finally(() => {
      for (const { pid } of backends) process.kill(pid, 'SIGCONT')
    })
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200))
    expect(Date.now() - started).toBeLessThan(10_000)
  })

  it('says 503 while the database lets nobody in, and is back by itself', async () => {
    const maintenance = connect(testCluster().superuserUrl, { max: 1 })
    await maintenance.unsafe(`alter database ${db.name} with allow_connections false`)
    await killBackends()
    expect(await eventually(async () => (await get('/readyz')).status === 503)).toBe(true)
    expect((await get('/rest/v1/categories')).status).toBe(503)
    await maintenance.unsafe(`alter database ${db.name} with allow_connections true`)
    await maintenance.end()
    expect(await eventually(async () => (await get('/rest/v1/categories')).status === 200)).toBe(
      true,
    )
    expect(await eventually(async () => (await get('/readyz')).status === 200)).toBe(true)
  })
})
