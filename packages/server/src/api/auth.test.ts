import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createUser } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOTES_SCHEMA, startTestApi, type TestApi } from './test-api.fixture.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

describe('signing in', () => {
  let db: TestDatabase
  let api: TestApi

  beforeAll(async () => {
    db = await createTestDatabase({
      template: 'server-notes',
      build: async ({ sql }) => {
        await sql.unsafe(NOTES_SCHEMA)
      },
    })
    await createUser(db.sql, {
      email: 'Ada@Example.com',
      password: 'correct horse',
      metadata: { first_name: 'Ada' },
    })
    api = await startTestApi(db.apiUrl)
  })
  afterAll(async () => {
    await api.stop()
    await db.drop()
  })

  const post = (path: string, body: unknown): Promise<Response> =>
    api.request(path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) })

  it('takes the password of a user made by createUser', async () => {
    const { data, error } = await api.client().auth.signInWithPassword({
      email: 'ada@example.com',
      password: 'correct horse',
    })
    expect(error).toBeNull()
    expect(data.user?.user_metadata).toMatchObject({ first_name: 'Ada' })
  })

  it('refreshes a session and ends it', async () => {
    const ada = await api.signIn('ada@example.com', 'correct horse')
    const { data, error } = await ada.auth.refreshSession()
    expect(error).toBeNull()
    expect(data.session?.access_token).toBeTruthy()
    expect((await ada.auth.signOut()).error).toBeNull()
  })

  it('closes sign-up once there is a user, and says so in the settings', async () => {
    const response = await post('/auth/v1/signup', {
      email: 'eve@example.com',
      password: 'let me in please',
    })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ error_code: 'signup_disabled' })
    expect(await db.sql`select 1 from auth.users as u`).toHaveLength(1)
    expect(await (await api.request('/auth/v1/settings')).json()).toMatchObject({
      disable_signup: true,
    })
  })

  it('lets one first user sign up, of two who try at the same moment, and keeps their names as an object', async () => {
    const empty = await createTestDatabase()
    const fresh = await startTestApi(empty.apiUrl)
    const signUp = (email: string): Promise<{ error: { status?: number | undefined } | null }> =>
      fresh.client().auth.signUp({
        email,
        password: 'correct horse',
        options: { data: { first_name: 'Ada' } },
      })
    const outcomes = await Promise.all([signUp('one@example.com'), signUp('two@example.com')])
    const rows = await empty.sql`
      select jsonb_typeof(u.raw_user_meta_data) as user, jsonb_typeof(u.raw_app_meta_data) as app,
        jsonb_typeof(i.identity_data) as identity, u.raw_user_meta_data ->> 'first_name' as name
      from auth.users as u join auth.identities as i on i.user_id = u.id
    `
    await fresh.stop()
    await empty.drop()
    expect(outcomes.map(({ error }) => error?.status ?? 200).sort()).toEqual([200, 422])
    expect([...rows]).toEqual([{ user: 'object', app: 'object', identity: 'object', name: 'Ada' }])
  })

  it.each([
    'otp',
    'magiclink',
    'admin/users',
    'invite',
    'resend',
    'authorize?provider=github',
    'callback',
    'verify%20',
  ])('does not offer /%s', async (path) => {
    const email = 'eve@example.com'
    const responses = await Promise.all([
      post(`/auth/v1/${path}`, { email, create_user: true }),
      path.startsWith('verify') ? null : api.request(`/auth/v1/${path}`),
    ])
    for (const response of responses) if (response !== null) expect(response.status).toBe(404)
    expect(await db.sql`select 1 from auth.users as u where u.email = ${email}`).toHaveLength(0)
  })

  it('stops guessing at a password after ten wrong ones, for that person only', async () => {
    await createUser(db.sql, { email: 'bob@example.com', password: 'battery staple' })
    const guess = (email: string): Promise<Response> =>
      post('/auth/v1/token?grant_type=password', { email, password: 'guess' })
    const statuses: number[] = []
    for (let n = 0; n < 11; n += 1) statuses.push((await guess('bob@example.com')).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429])
    const right = await post('/auth/v1/token?grant_type=password', {
      email: 'BOB@example.com',
      password: 'battery staple',
    })
    expect(right.status).toBe(429)
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(60)
    expect((await guess('ada@example.com')).status).toBe(400)
  })

  it('counts tries before it checks them, so that none slips through beside another', async () => {
    await createUser(db.sql, { email: 'eva@example.com', password: 'battery staple' })
    const body = { email: 'eva@example.com', password: 'guess' }
    const tries = Array.from({ length: 25 }, () => post('/auth/v1/token?grant_type=password', body))
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 400)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
  })

  it('shuts nobody out of a device on which they have signed in before', async () => {
    const email = 'fay@example.com'
    await createUser(db.sql, { email, password: 'battery staple' })
    const signIn = (password: string, cookie = '') =>
      api.request('/auth/v1/token?grant_type=password', {
        method: 'POST',
        headers: { ...JSON_TYPE, cookie },
        body: JSON.stringify({ email, password }),
      })
    const first = await signIn('battery staple')
    const [mark = ''] = first.headers.getSetCookie()
    expect(mark).toMatch(/^valence_device=.*HttpOnly; SameSite=Strict$/)
    const own = mark.split(';')[0] ?? ''
    await Promise.all(Array.from({ length: 12 }, () => signIn('guess')))
    const answers = [
      await signIn('battery staple'),
      await signIn('battery staple', `${own.slice(0, -4)}AAAA`),
      await signIn('battery staple', own),
    ]
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200])
  })

  it('takes as long to refuse an address that nobody has', async () => {
    await createUser(db.sql, { email: 'gus@example.com', password: 'battery staple' })
    const timeOf = async (email: string): Promise<number> => {
      const start = performance.now()
      await post('/auth/v1/token?grant_type=password', { email, password: 'guess' })
      return performance.now() - start
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let n = 0; n < 5; n += 1) {
      known.push(await timeOf('gus@example.com'))
      unknown.push(await timeOf(`nobody-${n}@example.com`))
    }
    // A hash costs twenty times what the rest of an answer costs, so a busy machine changes nothing in this.
    const ratio = Math.min(...unknown) / Math.min(...known)
    expect(ratio).toBeGreaterThan(1 / 4)
    expect(ratio).toBeLessThan(4)
  })

  it('says that an account is disabled to whoever knows its password, and to no one else', async () => {
    const email = 'hal@example.com'
    await createUser(db.sql, { email, password: 'battery staple' })
    await db.sql`
      update auth.users set banned_until = 'infinity', encrypted_password = '!' || encrypted_password where email = ${email}`
    const answer = async (password: string) =>
      (await post('/auth/v1/token?grant_type=password', { email, password })).json()
    expect(await answer('guess')).toMatchObject({ error_code: 'invalid_credentials' })
    expect(await answer('battery staple')).toMatchObject({ error_code: 'user_banned' })
  })

  it('counts by the address that a trusted proxy tells, and by no header of anyone else', async () => {
    const from = (address: string, server: TestApi): Promise<Response> =>
      server.request('/auth/v1/reauthenticate', { headers: { 'x-forwarded-for': address } })
    const behind = await startTestApi(db.apiUrl, { trustedProxies: '127.0.0.1' })
    const open = await startTestApi(db.apiUrl)
    const limited = async (server: TestApi): Promise<boolean> => {
      const statuses: number[] = []
      for (let n = 1; n <= 6; n += 1) statuses.push((await from(`192.0.2.${n}`, server)).status)
      return statuses.includes(429)
    }
    const found = [await limited(behind), await limited(open)]
    await Promise.all([behind.stop(), open.stop()])
    expect(found).toEqual([false, true])
  })

  describe('a session', () => {
    const email = 'ida@example.com'
    const bearer = (token: string) => ({ ...JSON_TYPE, authorization: `Bearer ${token}` })
    const enter = async (password = 'battery staple') => {
      const answer = await post('/auth/v1/token?grant_type=password', { email, password })
      return answer.json() as Promise<{ access_token: string; refresh_token: string }>
    }
    const renew = (token: string) =>
      post('/auth/v1/token?grant_type=refresh_token', { refresh_token: token })
    const read = (token: string) => api.request('/rest/v1/categories', { headers: bearer(token) })

    beforeAll(() => createUser(db.sql, { email, password: 'battery staple' }))

    it('ends when the token that renews it is used twice', async () => {
      const { refresh_token: first } = await enter()
      const second = (await (await renew(first)).json()).refresh_token
      const again = await renew(first)
      expect(await again.json()).toMatchObject({ error_code: 'refresh_token_already_used' })
      expect((await renew(second)).status).toBe(400)
    })

    it('is renewed once for two tabs that wake at the same moment', async () => {
      const { refresh_token: first } = await enter()
      const answers = await Promise.all([renew(first), renew(first)])
      const tokens = await Promise.all(answers.map(async (one) => (await one.json()).refresh_token))
      expect(tokens[0]).toBe(tokens[1])
      expect((await renew(tokens[0])).status).toBe(200)
    })

    it('ends at once when its owner changes their password elsewhere', async () => {
      const [here, there] = [await enter(), await enter()]
      const changed = await api.request('/auth/v1/user', {
        method: 'PUT',
        headers: bearer(here.access_token),
        body: JSON.stringify({ password: 'a new password' }),
      })
      expect(changed.status).toBe(200)
      expect((await renew(there.refresh_token)).status).toBe(400)
      const answers = [await read(here.access_token), await read(there.access_token)]
      expect(answers.map(({ status }) => status)).toEqual([200, 401])
    })

    it('is good for nothing as soon as its owner is disabled', async () => {
      const { access_token: token, refresh_token: renewal } = await enter('a new password')
      await db.sql`update auth.users set banned_until = 'infinity' where email = ${email}`
      const password = JSON.stringify({ password: 'one more password' })
      const answers = [
        await read(token),
        await api.request('/rest/v1/rpc/who', { method: 'POST', headers: bearer(token) }),
        await api.request('/auth/v1/user', { headers: bearer(token) }),
        await api.request('/auth/v1/user', {
          method: 'PUT',
          headers: bearer(token),
          body: password,
        }),
        await api.request('/storage/v1/bucket', { headers: bearer(token) }),
        await renew(renewal),
      ]
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 400, 400, 403, 400])
    })
  })

  it('stops guessing at codes after ten', async () => {
    const guess = (): Promise<Response> =>
      post('/auth/v1/verify', { email: 'ada@example.com', type: 'recovery', token: '0000000000' })
    const statuses: number[] = []
    for (let n = 0; n < 11; n += 1) statuses.push((await guess()).status)
    expect(statuses.at(-1)).toBe(429)
  })

  it('puts the mail to set a password into the outbox, and its link signs in', async () => {
    const { error } = await api.client().auth.resetPasswordForEmail('ada@example.com')
    expect(error).toBeNull()
    const outbox = join(api.home, 'outbox')
    const [name = ''] = readdirSync(outbox)
    const mail = readFileSync(join(outbox, name), 'utf8')
    const [link = ''] = /http\S+verify\S+/.exec(mail) ?? []
    expect(link.startsWith(api.url)).toBe(true)
    const response = await api.request(link.slice(api.url.length), { redirect: 'manual' })
    expect(response.headers.get('location')).toContain('access_token=')
  })

  it('neither lets in nor mails whoever is disabled', async () => {
    const email = 'banned@example.com'
    const id = await createUser(db.sql, { email, password: 'correct horse' })
    const signIn = () =>
      post('/auth/v1/token?grant_type=password', {
        email: 'Banned@example.com',
        password: 'correct horse',
      })
    expect((await signIn()).status).toBe(200)
    await db.sql`update auth.users set banned_until = 'infinity' where email = ${email}`
    const refused = await signIn()
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ error_code: 'user_banned' })
    expect((await post('/auth/v1/recover', { email })).status).toBe(200)
    const mails = readdirSync(join(api.home, 'outbox')).map((name) =>
      readFileSync(join(api.home, 'outbox', name), 'utf8'),
    )
    expect(mails.filter((mail) => mail.includes(email))).toEqual([])
    await db.sql`delete from auth.users where id = ${id}`
  })

  it('lets nobody in by a link that was mailed before they were disabled', async () => {
    const email = 'leaver@example.com'
    const id = await createUser(db.sql, { email, password: 'correct horse' })
    const follow = async () => {
      await post('/auth/v1/recover', { email })
      const mails = readdirSync(join(api.home, 'outbox')).map((name) =>
        readFileSync(join(api.home, 'outbox', name), 'utf8'),
      )
      const mail = mails.filter((text) => text.includes(email)).at(-1) ?? ''
      const [link = ''] = /http\S+verify\S+/.exec(mail) ?? []
      return () => api.request(link.slice(api.url.length), { redirect: 'manual' })
    }
    const opened = await (await follow())()
    expect(opened.headers.get('location')).toContain('access_token=')
    const later = await follow()
    await db.sql`update auth.users set banned_until = 'infinity' where email = ${email}`
    const refused = await later()
    expect(refused.status).toBe(400)
    expect(refused.headers.get('location')).toBeNull()
    expect(await refused.json()).toMatchObject({ error_code: 'user_banned' })
    await db.sql`delete from auth.users where id = ${id}`
  })

  it('sends one person three mails in a quarter of an hour', async () => {
    const ask = (): Promise<Response> => post('/auth/v1/recover', { email: 'carol@example.com' })
    const statuses = [await ask(), await ask(), await ask(), await ask()].map(
      ({ status }) => status,
    )
    expect(statuses).toEqual([200, 200, 200, 429])
  })

  it('refuses a body of more than 64 kB', async () => {
    const response = await post('/auth/v1/token?grant_type=password', { email: 'x'.repeat(70_000) })
    expect(response.status).toBe(413)
  })
})
