import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { createUser } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOTES_SCHEMA, startTestApi, type TestApi } from './test-api.fixture.ts'

describe('the REST API', () => {
  let db: TestDatabase
  let api: TestApi
  let ada: SupabaseClient
  let adaId: string

  beforeAll(async () => {
    db = await createTestDatabase({
      template: 'server-notes',
      build: async ({ sql }) => {
        await sql.unsafe(NOTES_SCHEMA)
      },
    })
    adaId = await createUser(db.sql, { email: 'ada@example.com', password: 'correct horse' })
    await createUser(db.sql, { email: 'bob@example.com', password: 'battery staple' })
    api = await startTestApi(db.apiUrl, { statementTimeoutMs: 1_000 })
    ada = await api.signIn('ada@example.com', 'correct horse')
  })
  beforeEach(async () => {
    await db.sql`truncate public.notes restart identity`
    await db.sql`
      insert into public.notes (owner, text, amount, category_id)
      values (${adaId}, 'one', 1, 1), (${adaId}, 'two', 2.5, 1), (${adaId}, 'three, or (3)', 3, 2), (null, 'of nobody', 4, 2)
    `
  })
  afterAll(async () => {
    await api.stop()
    await db.drop()
  })

  const texts = async (query: string): Promise<string[]> => {
    const session = await ada.auth.getSession()
    const response = await api.request(`/rest/v1/notes?select=text&order=id&${query}`, {
      headers: { authorization: `Bearer ${session.data.session?.access_token}` },
    })
    const rows: { text: string }[] = await response.json()
    return rows.map(({ text }) => text)
  }

  const asRole = async (role: string): Promise<Response> => {
    const { jwtSecret } = JSON.parse(readFileSync(join(api.home, 'api-keys.json'), 'utf8'))
    const encode = (part: unknown): string =>
      Buffer.from(JSON.stringify(part)).toString('base64url')
    const exp = Math.floor(Date.now() / 1000) + 3600
    const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ role, sub: adaId, exp })}`
    const signature = createHmac('sha256', jwtSecret).update(unsigned).digest('base64url')
    const token = `${unsigned}.${signature}`
    return api.request('/rest/v1/notes', { headers: { authorization: `Bearer ${token}` } })
  }

  it('gives a signed-in person their rows and a visitor none', async () => {
    expect((await ada.from('notes').select('text')).data).toHaveLength(3)
    expect((await api.client().from('notes').select('text')).data).toEqual([])
  })

  it('lets a visitor change and delete nothing', async () => {
    const visitor = api.client()
    expect((await visitor.from('notes').insert({ text: 'mine' })).error?.code).toBe('42501')
    await visitor.from('notes').delete().gte('id', 0)
    expect(await db.sql`select 1 from public.notes as n`).toHaveLength(4)
  })

  it('keeps row security when the first table that has it is made while it runs', async () => {
    const bare = await createTestDatabase()
    const early = await startTestApi(bare.apiUrl)
    await early.request('/rest/v1/later')
    await bare.sql.unsafe(`
      create table public.later (id int primary key);
      insert into public.later values (1);
      alter table public.later enable row level security;
    `)
    await early.reloadSchema()
    expect(await (await early.request('/rest/v1/later')).json()).toEqual([])
    await early.request('/rest/v1/later?id=eq.1', { method: 'DELETE' })
    expect(await bare.sql`select 1 from public.later as l`).toHaveLength(1)
    await early.stop()
    await bare.drop()
  })

  it('does not hand out rights that the owner has taken away', async () => {
    await db.sql`revoke all on public.categories from anon`
    const rights = async (): Promise<unknown> => db.sql`
      select c.relname, c.relacl::text from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where n.nspname in ('public', 'auth', 'storage') order by c.oid
    `
    const before = await rights()
    await api.reloadSchema()
    const response = await api.request('/rest/v1/categories')
    expect(response.status).toBe(401)
    expect(await rights()).toEqual(before)
  })

  it.each(['postgres', 'supabase_admin', 'supabase_auth_admin', 'valence_catalog', 'valence_api'])(
    'refuses a token of the role %s, even one signed with its own secret',
    async (role) => {
      expect((await asRole(role)).status).toBe(403)
    },
  )

  it('takes a token of the role service_role', async () => {
    expect(await (await asRole('service_role')).json()).toHaveLength(4)
  })

  it.each([
    ['no key', {}],
    ['a wrong key', { apikey: 'sb_publishable_wrong' }],
  ])('refuses a request with %s, also from this machine', async (_, headers) => {
    const response = await fetch(`${api.url}/rest/v1/notes`, { headers })
    expect(response.status).toBe(401)
  })

  it('answers twenty first requests at the same moment', async () => {
    const fresh = await startTestApi(db.apiUrl)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => fresh.request('/rest/v1/notes')),
    )
    await fresh.stop()
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
  })

  it.each([
    ['two bounds with the same operator', 'amount=gt.0&amount=gt.1.5', ['two', 'three, or (3)']],
    ['two bounds with different operators', 'amount=gt.1&amount=lt.3', ['two']],
    [
      'three patterns, one with a comma',
      'text=ilike.*r*&text=ilike.*e*&text=ilike.*, or*',
      ['three, or (3)'],
    ],
    ['two negations', 'text=not.eq.one&text=not.like.two', ['three, or (3)']],
    ['two alternatives', 'or=(text.eq.one,text.eq.two)&or=(amount.eq.1,amount.eq.3)', ['one']],
    [
      'an alternative beside conditions',
      'and=(amount.gt.0,amount.lt.3)&and=(text.neq.one)',
      ['two'],
    ],
    [
      'a quoted pattern in an alternative',
      'or=(text.ilike."*, or (*",text.eq.none)',
      ['three, or (3)'],
    ],
  ])('applies %s', async (_, query, expected) => {
    expect(await texts(query)).toEqual(expected)
  })

  it('applies repeated filters to an embedded relation', async () => {
    const { data } = await ada
      .from('categories')
      .select('name, notes!inner(text)')
      .gt('notes.amount', 0)
      .gt('notes.amount', 2)
      .order('name')
    expect(data).toEqual([
      { name: 'home', notes: [{ text: 'three, or (3)' }] },
      { name: 'work', notes: [{ text: 'two' }] },
    ])
  })

  it('refuses repeated filters that it cannot rewrite, rather than drop one', async () => {
    const response = await api.request('/rest/v1/notes?data=cs.["a","b"]&data=cs.["c","d"]')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'PGRST100' })
  })

  it('refuses relations embedded eight levels deep', async () => {
    const select = `${'parent:notes!parent_id('.repeat(8)}id${')'.repeat(8)}`
    const response = await api.request(`/rest/v1/notes?select=${select}`)
    expect(response.status).toBe(400)
  })

  it('ends a statement that runs too long', async () => {
    const started = Date.now()
    const { error, status } = await ada.rpc('wait', { seconds: 20 })
    expect(status).toBe(504)
    expect(error?.code).toBe('57014')
    expect(Date.now() - started).toBeLessThan(5_000)
  })

  it('ends a function after the time that it gives itself, and says to ask for less', async () => {
    const { error, status } = await ada.rpc('wait_briefly', { seconds: 0.8 })
    expect(status).toBe(422)
    expect(error).toMatchObject({ code: '57014', hint: expect.stringContaining('fewer') })
    expect((await ada.rpc('wait', { seconds: 0.5 })).status).toBe(204)
  })

  it('refuses a body of more than ten megabytes', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(11 * 1024 * 1024) })
    const response = await api.request('/rest/v1/notes', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(413)
  })

  it('takes an address of 30 kB, as a long list of ids makes it', async () => {
    const ids = Array.from({ length: 6_000 }, (_, id) => id + 1_000).join(',')
    expect((await api.request(`/rest/v1/notes?id=in.(${ids})`)).status).toBe(200)
  })

  it('answers a violated check with 400 and its name', async () => {
    const { error, status } = await ada.from('notes').insert({ text: 'x', amount: -1 })
    expect(status).toBe(400)
    expect(error).toMatchObject({
      code: '23514',
      message: expect.stringContaining('notes_amount_check'),
    })
  })

  it('answers an exception that a function raises with 400, its message and its hint', async () => {
    const { error, status } = await ada.rpc('refuse')
    expect(status).toBe(400)
    expect(error).toMatchObject({
      code: 'P0001',
      message: 'The stage is closed.',
      hint: 'Reopen it.',
    })
  })

  it('writes timestamps in ISO form and numerics as numbers', async () => {
    await db.sql`update public.notes set at = '2026-03-31 23:30:00.25+00', amount = 10.00 where id = 1`
    const { data } = await ada.from('notes').select('at, amount').eq('id', 1).single()
    expect(data).toEqual({ at: '2026-03-31T23:30:00.25+00:00', amount: 10 })
  })

  it.each([
    ['an object', { a: [1, null] }],
    ['an array', [1, 'two']],
    ['a word', 'hello'],
    ['a number', 4],
  ])('keeps %s in a jsonb column as it is', async (_, value) => {
    await ada.from('notes').insert({ text: 'json', data: value })
    const { data } = await ada.from('notes').select('data').eq('text', 'json').single()
    const [row] =
      await db.sql`select jsonb_typeof(n.data) as type from public.notes as n where n.text = 'json'`
    expect(data?.data).toEqual(value)
    expect(row?.['type']).toBe(Array.isArray(value) ? 'array' : typeof value)
  })

  it('keeps arrays of numbers, texts, objects and enums as they are', async () => {
    const row = {
      id: 1,
      numbers: [3, 1, null],
      texts: ['a, "b"', '{}', ''],
      objects: [{ a: 'x, "y"' }, { b: [1] }],
      moods: ['happy', 'sad'],
    }
    const service = createClient(api.url, api.secretKey, {
      realtime: { transport: class {} as never },
    })
    await service.from('lists').delete().gte('id', 0)
    expect((await service.from('lists').insert(row)).error).toBeNull()
    expect((await service.from('lists').select('*').single()).data).toEqual(row)
    const [stored] = await db.sql`
      select l.numbers[2] as number, l.texts[1] as text, l.objects[1] ->> 'a' as object, l.moods[1]::text as mood
      from public.lists as l
    `
    expect(stored).toEqual({ number: 1, text: 'a, "b"', object: 'x, "y"', mood: 'happy' })
  })

  it('lets functions ask who calls', async () => {
    expect((await ada.rpc('who')).data).toEqual({
      uid: adaId,
      role: 'authenticated',
      email: 'ada@example.com',
      user: 'authenticated',
    })
    expect((await api.client().rpc('who')).data).toMatchObject({
      uid: null,
      role: 'anon',
      user: 'anon',
    })
  })

  it('counts, pages, upserts and returns what it wrote', async () => {
    const page = await ada.from('notes').select('text', { count: 'exact' }).order('id').range(1, 1)
    expect(page).toMatchObject({ data: [{ text: 'two' }], count: 3 })
    const { data } = await ada.from('notes').upsert({ id: 1, text: 'ONE' }).select('id, text')
    expect(data).toEqual([{ id: 1, text: 'ONE' }])
  })
})
