import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOTES_SCHEMA, startTestApi, type TestApi } from './api/test-api.fixture.ts'
import { createUser } from './platform/create-user.ts'
import { limitLog } from './postgres/limit-log.ts'
import { openRotatingFile } from './rotating-file.ts'
import { openServerLog, type ServerLog } from './server-log.ts'

describe('the log of the server', () => {
  let folder: string
  let file: string
  let db: TestDatabase
  let log: ServerLog
  let api: TestApi

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'valence-log-'))
    file = join(folder, 'logs', 'server.log')
    db = await createTestDatabase()
    await db.sql.unsafe(NOTES_SCHEMA)
    await createUser(db.sql, { email: 'ada@example.com', password: 'correct horse' })
    log = openServerLog(file)
    api = await startTestApi(db.apiUrl, { log })
  })
  afterAll(async () => {
    await api.stop()
    log.close()
    await db.drop()
    rmSync(folder, { recursive: true })
  })

  const lines = (): Record<string, unknown>[] =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  const signIn = (password: string) =>
    api.request('/auth/v1/token?grant_type=password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@example.com', password }),
    })

  it('has a line for each request, found by the number that the answer and its error have', async () => {
    const answer = await api.request('/rest/v1/nowhere?name=eq.Secret%20Person')
    const id = answer.headers.get('x-request-id')
    expect((await answer.json()).request_id).toBe(id)
    expect(lines().find(({ request }) => request === id)).toMatchObject({
      severity: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      event: 'request',
      user: null,
      route: '/rest/v1/nowhere',
      status: 404,
      ms: expect.any(Number),
    })
  })

  it('tells who signed in, and of whom it was refused', async () => {
    await signIn('wrong')
    const user = (await (await signIn('correct horse')).json()).user.id
    const told = lines().filter(({ event }) => String(event).startsWith('sign-in'))
    expect(told.map((line) => [line['event'], line['user'], line['address']])).toEqual([
      ['sign-in-refused', user, '127.0.0.1'],
      ['sign-in', user, '127.0.0.1'],
    ])
  })

  it('tells whose request it is, and who changed a user', async () => {
    const { access_token: token, user } = await (await signIn('correct horse')).json()
    await api.request('/rest/v1/rpc/set_sales_role', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{"user_id":7,"new_role":"administrator"}',
    })
    expect(lines().find(({ event }) => event === 'user-changed')).toMatchObject({
      user: user.id,
      name: 'set_sales_role',
      about: 7,
      role: 'administrator',
      status: 404,
    })
  })

  it('holds no password, token, key or value, whatever is asked', async () => {
    const { access_token: token, refresh_token: renewal } = await (
      await signIn('correct horse')
    ).json()
    await api.request(`/storage/v1/object/sign/crm-files/a?token=${token}`)
    await api.request(`/rest/v1/${'x'.repeat(3_000)}?text=eq.Secret%20Person`)
    log.info(`sent to postgres://me:hunter22@host/db with ${api.secretKey} and ?token=abcdef`)
    const text = readFileSync(file, 'utf8')
    for (const secret of ['correct horse', token, renewal, api.secretKey, 'hunter22', 'abcdef']) {
      expect(text).not.toContain(secret)
    }
    expect(text).not.toMatch(/Secret(?:%20| )Person|xxxx/)
  })

  it('is for its owner alone', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('says little in the database’s own log of what was refused', async () => {
    const [{ setting = '' } = {}] = await db.sql<{ setting: string }[]>`
      select array_to_string(r.rolconfig, ',') as setting from pg_roles as r where r.rolname = 'valence_api'`
    expect(setting).toContain('log_min_messages=log')
  })
})

describe('a file that is rotated', () => {
  it('keeps so many parts of such a size, and goes on where it was', () => {
    const folder = mkdtempSync(join(tmpdir(), 'valence-log-'))
    const path = join(folder, 'a.log')
    for (let start = 0; start < 2; start += 1) {
      const file = openRotatingFile(path, { maxBytes: 30, kept: 2 })
      for (let n = 0; n < 5; n += 1) file.write(`line ${start}${n} 345\n`)
      file.close()
    }
    const read = (suffix: string) => readFileSync(path + suffix, 'utf8')
    const found = [read('.2'), read('.1'), read('')]
    expect(() => read('.3')).toThrow()
    rmSync(folder, { recursive: true })
    expect(found.join('')).toMatch(/line 10 345\n.*line 14 345\n$/s)
    for (const part of found) expect(part.length).toBeLessThanOrEqual(30)
  })

  it('is put aside under its writer', () => {
    const folder = mkdtempSync(join(tmpdir(), 'valence-log-'))
    const path = join(folder, 'postgres.log')
    const writer = openRotatingFile(path, { maxBytes: 1e9, kept: 1 })
    writer.write('x'.repeat(100))
    limitLog(path, 50)
    writer.write('after')
    writer.close()
    const found = [readFileSync(`${path}.1`, 'utf8').length, readFileSync(path, 'utf8')]
    rmSync(folder, { recursive: true })
    expect(found).toEqual([100, 'after'])
  })
})
