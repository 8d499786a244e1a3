import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createUser } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { sign } from 'hono/jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerApp } from './server-app.ts'
import { STORAGE_DOORS } from './storage-doors.ts'
import { NOTES_SCHEMA, startTestApi, type TestApi } from './test-api.fixture.ts'

const FILES = `
  insert into storage.buckets (id, name, public) values ('private', 'private', false);
  create policy read on storage.objects for select to authenticated using (true);
  create policy add on storage.objects for insert to authenticated with check (true);
  create table public.kinds (
    id int generated always as identity primary key, at_day date, at_time time, at timestamptz, bare timestamp,
    yes boolean, small int, large bigint, who uuid, doc jsonb, exact numeric, span interval, bytes bytea,
    texts text[], rough float8, words text
  );
  alter table public.kinds enable row level security;
  create policy everything on public.kinds to authenticated using (true) with check (true);
  grant all on public.kinds to authenticated;
`
/** Each kind of address that the server answers; a new one stands here, and below for each caller, or this fails. */
const PATHS = [
  'ALL /*',
  'GET /healthz',
  'GET /readyz',
  'GET /config.json',
  'ALL /rest/v1/*',
  'ALL /auth/v1/*',
  'ALL /storage/v1/*',
]
const HEADERS = { 'content-type': 'application/json' }

describe('the doors of the server', () => {
  let db: TestDatabase
  let api: TestApi
  let app: ServerApp | undefined
  let token: string
  let secret: string

  beforeAll(async () => {
    db = await createTestDatabase()
    await db.sql.unsafe(NOTES_SCHEMA + FILES)
    await createUser(db.sql, { email: 'ada@example.com', password: 'correct horse' })
    api = await startTestApi(db.apiUrl, {
      routes: (routes) => {
        app = routes
      },
    })
    const ada = await api.signIn('ada@example.com', 'correct horse')
    token = (await ada.auth.getSession()).data.session?.access_token ?? ''
    const file = new Blob(['secret'], { type: 'text/plain' })
    await ada.storage.from('private').upload('a.txt', file)
    secret = JSON.parse(readFileSync(join(api.home, 'api-keys.json'), 'utf8')).jwtSecret
  })
  afterAll(async () => {
    await api.stop()
    await db.drop()
  })

  interface Asked {
    readonly method?: string
    readonly body?: string
    readonly bearer?: string | null
    readonly type?: string
  }
  const ask = (path: string, { method = 'GET', body, bearer = token, type }: Asked = {}) =>
    api.request(path, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        ...HEADERS,
        ...(type === undefined ? {} : { 'content-type': type }),
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      },
    })
  const post = (path: string, body: unknown, bearer = token) =>
    ask(path, { method: 'POST', body: JSON.stringify(body), bearer })

  it('are all known', () => {
    const routes = (app?.routes ?? []).map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(routes)].sort()).toEqual([...PATHS].sort())
  })

  describe('for tokens that are none', () => {
    it.each([
      ['garbage', () => 'garbage'],
      ['nothing', () => ''],
      ['a token cut after its second part', () => token.split('.').slice(0, 2).join('.')],
      ['a token with a part too many', () => `${token}.x`],
      ['a token whose signature is cut', () => token.slice(0, -5)],
      ['a token without a signature', () => `${token.split('.').slice(0, 2).join('.')}.`],
      [
        'a token that names no algorithm',
        () => {
          const [, claims] = token.split('.')
          return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
        },
      ],
    ])('%s is answered 401', async (_, bearer) => {
      for (const path of ['/rest/v1/notes', '/rest/v1/rpc/who']) {
        const response = await ask(path, { bearer: bearer() })
        expect(response.status).toBe(401)
        expect(await response.json()).toMatchObject({ code: 'PGRST301' })
      }
    })

    it('a key of the API in the place of a token is answered as before', async () => {
      const answers = await Promise.all([
        ask('/rest/v1/notes', { bearer: api.publishableKey }),
        ask('/rest/v1/notes', { bearer: null }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
    })
  })

  describe('of a file address', () => {
    const claims = { sub: 'a.txt', bucket: 'private', intent: 'download' }
    const later = () => Math.floor(Date.now() / 1000) + 60

    it.each([
      ['expired', () => sign({ ...claims, exp: 5 }, secret), /time of this address is over/],
      ['forged', () => sign({ ...claims, exp: later() }, 'another secret'), /not whole/],
      [
        'cut',
        async () => (await sign({ ...claims, exp: later() }, secret)).slice(0, -3),
        /not whole/,
      ],
      ['garbage', () => 'garbage', /not whole/],
      ['missing', () => '', /not whole/],
    ])('that is %s answer 400 and what to do', async (_, make, words) => {
      const query = `?token=${await make()}`
      const answers = [
        await ask(`/storage/v1/object/sign/private/a.txt${query}`, { bearer: null }),
        await ask(`/storage/v1/object/upload/sign/private/a.txt${query}`, {
          method: 'PUT',
          body: 'x',
          bearer: null,
        }),
      ]
      for (const answer of answers) {
        expect(answer.status).toBe(400)
        expect((await answer.json()).message).toMatch(words)
      }
    })

    it('lead nowhere else when several are asked for', async () => {
      const paths = ['../../private/made.txt', '../../../rest/v1/kinds', './a.txt', '', '\ud800']
      const response = await post('/storage/v1/object/sign/private', { expiresIn: 60, paths })
      expect(await db.sql`select from storage.objects as o where o.name = 'made.txt'`).toEqual([])
      expect(response.status).toBe(200)
      const signed: { signedURL: string | null }[] = await response.json()
      expect(signed.map(({ signedURL }) => signedURL)).toEqual(paths.map(() => null))
    })

    it.each([3_601, 3_153_600_000, -5, 0, 1e300, 1.5, 'x', null])(
      'are not given for %s seconds',
      async (expiresIn) => {
        const one = await post('/storage/v1/object/sign/private/a.txt', { expiresIn })
        const paths = ['a.txt']
        const several = await post('/storage/v1/object/sign/private', { expiresIn, paths })
        expect([one.status, several.status]).toEqual([400, 400])
      },
    )
  })

  describe('of the file storage', () => {
    it.each([
      ['GET', '/object/private/%00', undefined],
      ['POST', '/object/private/%00', 'x'],
      ['POST', '/object/private/%E0%A4', 'x'],
      ['GET', '/object/info/private/%00', undefined],
      ['GET', '/bucket/%00', undefined],
      ['POST', '/object/list/private', '{"prefix":"\\u0000"}'],
      ['POST', '/object/list/private', '{"prefix":"","limit":-1}'],
      ['POST', '/object/list/private', '{"prefix":"","limit":1e20}'],
      ['POST', '/object/list/private', '{"prefix":"","sortBy":{"column":"name","order":"y"}}'],
      ['POST', '/object/move', '{'],
      [
        'POST',
        '/object/move',
        '{"bucketId":"private","sourceKey":"a.txt","destinationKey":"b\\u0000"}',
      ],
      [
        'POST',
        '/object/copy',
        '{"bucketId":"private","sourceKey":"a\\u0000","destinationKey":"b"}',
      ],
      ['DELETE', '/object/private', '{"prefixes":["\\u0000"]}'],
    ])('%s %s answers 400 to what it cannot take: %s', async (method, path, body) => {
      const response = await ask(`/storage/v1${path}`, {
        method,
        ...(body === undefined ? {} : { body }),
      })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ message: expect.any(String) })
    })

    it('are closed to whoever is disabled, but for the addresses that anyone may open', async () => {
      const email = 'leaver@example.com'
      await createUser(db.sql, { email, password: 'correct horse' })
      const leaver = await api.signIn(email, 'correct horse')
      const bearer = (await leaver.auth.getSession()).data.session?.access_token ?? ''
      const statuses = async () => {
        const found: Record<string, number> = {}
        for (const door of Object.keys(STORAGE_DOORS)) {
          const [method = '', path = ''] = door.split(' ')
          const address = `/storage/v1${path.replace('*', 'private/no.txt')}`
          const hasBody = method !== 'GET' && method !== 'HEAD'
          const response = await ask(address, {
            method,
            bearer,
            ...(hasBody ? { body: '{}' } : {}),
          })
          found[door] = response.status
        }
        return found
      }
      expect(Object.values(await statuses())).not.toContain(403)
      expect(
        (await post('/storage/v1/object/sign/private/a.txt', { expiresIn: 9 }, bearer)).ok,
      ).toBe(true)
      await db.sql`update auth.users set banned_until = 'infinity' where email = ${email}`
      const closed = Object.entries(await statuses()).filter(([, status]) => status === 403)
      const guarded = Object.entries(STORAGE_DOORS).filter(([, need]) => need === 'account')
      expect(closed.map(([door]) => door)).toEqual(guarded.map(([door]) => door))
      const sign = await post('/storage/v1/object/sign/private/a.txt', { expiresIn: 9 }, bearer)
      expect(sign.status).toBe(403)
    })
  })

  describe('of a table', () => {
    const columns = 'at_day at_time at bare yes small large who exact span bytes texts rough words'
    const values = [5, 'x', true, { a: 1 }, [1], 'a\0b', 1e300, '', {}]

    it.each(columns.split(' '))('take or refuse any value for %s', async (column) => {
      for (const value of values) {
        const response = await post('/rest/v1/kinds', { [column]: value })
        const said = `${JSON.stringify(value)}: ${response.status} ${await response.text()}`
        expect(response.status, said).toBeLessThan(500)
        expect(said).not.toMatch(/TypeError|Buffer|Received/)
      }
    })

    it('refuse a number for a day with 400, in a filter too', async () => {
      const written = await post('/rest/v1/kinds', { at_day: 5 })
      const asked = await ask('/rest/v1/kinds?at_day=eq.5')
      expect([written.status, asked.status]).toEqual([400, 400])
    })

    it('keep the word "true" as true, and an object as its JSON', async () => {
      await db.sql`truncate public.kinds`
      expect((await post('/rest/v1/kinds', { yes: 'true', words: { a: 1 } })).status).toBe(201)
      const [row] = await db.sql`select k.yes, k.words from public.kinds as k`
      expect(row).toEqual({ yes: true, words: '{"a":1}' })
    })
  })
})
