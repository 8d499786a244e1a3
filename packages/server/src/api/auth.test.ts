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
