import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect as openSocket } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connect, copyIn, type Database } from '@valence/db'
import { demoUsers, loadTarget } from '@valence/sample-data'
import { createTargetSchema } from '@valence/schema/growth'
import { openStack, type Stack } from '@valence/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendRaw } from './send.ts'

const SOAK_MS = Number(process.env['VALENCE_SOAK_SECONDS'] ?? 600) * 1_000
const RESULTS = 'bench/results/attack.json'

/** The server in a process of its own, as an installation runs it, on a database of its own. */
describe('the server under load', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'valence-attack-'))
  const figures: Record<string, unknown> = { node: process.version }
  let stack: Stack
  let sql: Database
  let server: ChildProcess
  let url: string
  let apikey: string
  let token: string

  beforeAll(async () => {
    stack = await openStack({ home })
    sql = connect(stack.databaseUrl, { max: 2 })
    await createTargetSchema(sql)
    const session = await sql.reserve()
    const target = {
      run: (statements: string) => session.unsafe(statements),
      copy: (statement: string, lines: AsyncIterable<string> | Iterable<string>) =>
        copyIn(session, statement, lines as never),
    }
    await loadTarget(target as never, { opportunities: 600 })
    session.release()
    const fixture = 'packages/server/src/api/serve.fixture.ts'
    server = spawn(process.execPath, ['--import', 'tsx', fixture, stack.apiUrl, home], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, VALENCE_TRUSTED_PROXIES: '127.0.0.1' },
    })
    const [line] = await once(server.stdout ?? server, 'data')
    const said = JSON.parse(String(line))
    url = said.url
    apikey = said.publishableKey
    const [ada] = demoUsers
    const body = JSON.stringify({ email: ada?.email, password: ada?.password })
    const answer = await ask('/auth/v1/token?grant_type=password', 'ada', { method: 'POST', body })
    token = JSON.parse(answer.text).access_token
  })
  afterAll(async () => {
    writeFileSync(RESULTS, `${JSON.stringify(figures, null, 2)}\n`)
    server.kill()
    await once(server, 'exit')
    await sql.end({ timeout: 5 })
    await stack.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const addresses = new Map<string, string>()
  const addressOf = (who: string): string => {
    const known = addresses.get(who) ?? `10.9.${addresses.size >> 8}.${addresses.size & 255}`
    addresses.set(who, known)
    return known
  }
  interface Asked {
    readonly method?: string
    readonly body?: string
    readonly isSignedIn?: boolean
  }
  const ask = (
    where: string,
    who: string,
    { method = 'GET', body, isSignedIn = false }: Asked = {},
  ) =>
    sendRaw(
      url,
      {
        method,
        path: where,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body }),
      },
      {
        apikey,
        'x-forwarded-for': addressOf(who),
        ...(isSignedIn ? { authorization: `Bearer ${token}` } : {}),
      },
    )
  const search = (letters: number) => ({
    method: 'POST',
    isSignedIn: true,
    body: JSON.stringify({ query: 'abcdefghij '.repeat(20).slice(0, letters), page_size: 5 }),
  })
  /** Sends a body a byte at a time. */
  const trickle = (): (() => void) => {
    const { hostname, port } = new URL(url)
    const socket = openSocket(Number(port), hostname)
    socket.on('error', () => undefined)
    socket.write(
      `POST /rest/v1/contacts HTTP/1.1\r\nHost: ${hostname}\r\napikey: ${apikey}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n[`,
    )
    const timer = setInterval(() => socket.write(' '), 200)
    return () => {
      clearInterval(timer)
      socket.destroy()
    }
  }
  const worst = (times: readonly number[]): number => Math.round(Math.max(...times))
  const middle = (times: readonly number[]): number =>
    Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0)

  it('serves others within a second while 500 connections are open, half of them slow', async () => {
    const stopAll = Array.from({ length: 200 }, trickle)
    const slow = Array.from({ length: 50 }, () =>
      ask('/rest/v1/rpc/search_everything', 'ada', search(100)),
    )
    const health: number[] = []
    let isOver = false
    const watcher = (async () => {
      while (!isOver) {
        health.push((await ask('/healthz', 'monitor')).ms)
        await delay(50)
      }
    })()
    const others = await Promise.all(
      Array.from({ length: 250 }, async (_, n) => {
        await delay(n * 20)
        return ask('/rest/v1/init_state?select=*', `visitor ${n % 50}`)
      }),
    )
    const searched = await Promise.all(slow)
    isOver = true
    await watcher
    for (const stop of stopAll) stop()
    const times = others.map(({ ms }) => ms)
    figures['crowd'] = {
      connections: 500,
      othersMs: { p95: middle(times), worst: worst(times) },
      healthMs: { p95: middle(health), worst: worst(health) },
      searchesMs: { worst: worst(searched.map(({ ms }) => ms)) },
      load: loadavg(),
    }
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set([200]))
    // Fifty searches of one person wait for each other: the last are told to come back.
    expect(searched.filter(({ status }) => ![200, 422, 503].includes(status))).toEqual([])
    expect(middle(times)).toBeLessThan(1_000)
    expect(middle(health)).toBeLessThan(100)
  })

  it('lets a hundred people sign in at once, and serves the others meanwhile', async () => {
    const [ada] = demoUsers
    const body = JSON.stringify({ email: ada?.email, password: 'wrong password' })
    const started = performance.now()
    const asked = Array.from({ length: 100 }, (_, n) =>
      ask('/auth/v1/token?grant_type=password', `person ${n}`, {
        method: 'POST',
        body: n < 8 ? body : body.replace('@', `${n}@`),
      }),
    )
    const meanwhile = await Promise.all(
      Array.from({ length: 20 }, () => ask('/rest/v1/init_state', 'someone')),
    )
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    figures['signIns'] = {
      atOnce: 100,
      allAnsweredMs: Math.round(performance.now() - started),
      othersWorstMs: worst(meanwhile.map(({ ms }) => ms)),
      load: loadavg(),
    }
    expect(new Set(statuses)).toEqual(new Set([400]))
    expect(new Set(meanwhile.map(({ status }) => status))).toEqual(new Set([200]))
  })

  it('is back within seconds when PostgreSQL is killed, and has done what it said it had', async () => {
    let isOver = false
    const said: string[] = []
    const refused: string[] = []
    const statuses: Record<string, number> = {}
    const take = (name: string, status: number, text: string): void => {
      statuses[status] = (statuses[status] ?? 0) + 1
      if (status === 201) said.push(name)
      else if (status < 500) refused.push(text)
    }
    const writer = async (worker: number): Promise<void> => {
      for (let n = 0; !isOver; n += 1) {
        const name = `kill-${worker}-${n}`
        const body = JSON.stringify({ name, color: '#123456' })
        const { status, text } = await ask('/rest/v1/tags', 'ada', {
          method: 'POST',
          body,
          isSignedIn: true,
        })
        take(name, status, text)
        await delay(status === 201 ? 0 : 20)
      }
    }
    const writers = Array.from({ length: 8 }, (_, n) => writer(n))
    await delay(1_500)
    const [backend] = await sql<{ pid: number }[]>`
      select a.pid from pg_stat_activity as a where a.application_name like 'valence-api ________' limit 1`
    const killedAt = Date.now()
    // The postmaster ends all others then, and recovers.
    process.kill(backend?.pid ?? 0, 'SIGKILL')
    await delay(100)
    while ((await ask('/rest/v1/init_state', 'monitor')).status !== 200) await delay(20)
    const backMs = Date.now() - killedAt
    await delay(1_500)
    isOver = true
    await Promise.all(writers)
    const kept = await sql<
      { name: string }[]
    >`select t.name from public.tags as t where t.name like 'kill-%'`
    const there = new Set(kept.map(({ name }) => name))
    const wrong = said.filter((name) => !there.has(name))
    figures['killed'] = {
      backMs,
      saidDone: said.length,
      wronglySaidDone: wrong.length,
      statuses,
      load: loadavg(),
    }
    expect(refused).toEqual([])
    expect(wrong).toEqual([])
    expect(backMs).toBeLessThan(5_000)
  })

  it(
    'takes no more memory after a long time than after a short one',
    async () => {
      const memory: number[] = []
      const rss = (): number =>
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) /
        1_024
      const failures: Record<string, number> = {}
      let requests = 0
      const end = Date.now() + SOAK_MS
      const kinds = [
        () =>
          ask('/rest/v1/rpc/list_contacts', 'ada', {
            method: 'POST',
            body: '{"page_size":25}',
            isSignedIn: true,
          }),
        () =>
          ask('/rest/v1/rpc/dashboard', 'ada', { method: 'POST', body: '{}', isSignedIn: true }),
        () => ask('/rest/v1/rpc/search_everything', 'ada', search(8)),
        () => ask('/rest/v1/companies_summary?limit=50', 'ada', { isSignedIn: true }),
        () => ask(`/rest/v1/contacts?id=eq.${requests % 500}`, 'ada', { isSignedIn: true }),
        () => ask('/rest/v1/contacts?id=eq.%27', 'ada', { isSignedIn: true }),
        () =>
          ask('/auth/v1/token?grant_type=password', `p ${requests}`, {
            method: 'POST',
            body: `{"email":"${requests}@x.example","password":"wrong"}`,
          }),
        () => ask('/config.json', 'visitor'),
        () =>
          ask('/rest/v1/tags', 'ada', {
            method: 'POST',
            body: `{"name":"soak-${requests}","color":"#123456"}`,
            isSignedIn: true,
          }),
      ]
      const worker = async (): Promise<void> => {
        while (Date.now() < end) {
          requests += 1
          const { status } = (await kinds[requests % kinds.length]?.()) ?? { status: 0 }
          if (status >= 500 || status === 0) failures[status] = (failures[status] ?? 0) + 1
          await delay(30)
        }
      }
      const sampler = async (): Promise<void> => {
        while (Date.now() < end) {
          memory.push(rss())
          await delay(Math.max(500, SOAK_MS / 120))
        }
      }
      await Promise.all([sampler(), ...Array.from({ length: 6 }, worker)])
      const mean = (from: number, to: number): number => {
        const part = memory.slice(Math.floor(memory.length * from), Math.floor(memory.length * to))
        return part.reduce((sum, one) => sum + one, 0) / part.length
      }
      const [early, late] = [mean(0.2, 0.4), mean(0.8, 1)]
      figures['soak'] = {
        seconds: SOAK_MS / 1_000,
        requests,
        megabytes: {
          early: Math.round(early),
          late: Math.round(late),
          most: Math.round(Math.max(...memory)),
        },
        failures,
        load: loadavg(),
      }
      expect(failures).toEqual({})
      expect(late).toBeLessThan(early * 1.1)
    },
    SOAK_MS + 120_000,
  )
})
