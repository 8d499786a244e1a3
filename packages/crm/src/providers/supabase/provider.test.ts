import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTargetSchema } from '@valence/schema/growth'
import { createUser, type RunningServer, startServer } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeProvider } from '../contract.fixture.ts'
import type { CrmDataProvider } from '../types.ts'
import { createSupabaseAuthProvider } from './auth-provider.ts'
import { createSupabaseAccess } from './client.ts'
import { createSupabaseDataProvider } from './data-provider.ts'

const ADA = { email: 'ada@example.com', password: 'correct horse' }
const BEN = { email: 'ben@example.com', password: 'battery staple' }

/** A new installation with two users, served as `npm start` serves it. */
async function startInstallation(statementTimeoutMs = 15_000) {
  const home = mkdtempSync(join(tmpdir(), 'valence-provider-'))
  const database: TestDatabase = await createTestDatabase({
    template: 'target',
    build: async ({ sql }) => {
      await createTargetSchema(sql)
      await createUser(sql, ADA)
      await createUser(sql, BEN)
    },
  })
  const server: RunningServer = await startServer({
    databaseUrl: database.apiUrl,
    publicDir: join(home, 'none'),
    home,
    port: 0,
    statementTimeoutMs,
  })
  const access = (supabaseUrl = server.url) =>
    createSupabaseAccess({ supabaseUrl, publishableKey: server.publishableKey })
  return {
    database,
    access,
    signIn: async (person: typeof ADA): Promise<CrmDataProvider> => {
      const own = access()
      await createSupabaseAuthProvider(own.client).login(person)
      return createSupabaseDataProvider(own)
    },
    stop: async () => {
      await server.stop()
      await database.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

describeProvider('Supabase', async () => {
  const installation = await startInstallation()
  return {
    mine: await installation.signIn(ADA),
    theirs: await installation.signIn(BEN),
    addTags: async (count) => {
      const { sql } = installation.database
      await sql`
        insert into public.tags (name, color)
        select 'tag ' || n, '#ffffff' from generate_series(1, ${count}::int) as n`
      await sql`analyze public.tags`
    },
    stop: installation.stop,
  }
})

describe('what Supabase adds', () => {
  let installation: Awaited<ReturnType<typeof startInstallation>>
  let ada: CrmDataProvider
  let ben: CrmDataProvider
  beforeAll(async () => {
    installation = await startInstallation(400)
    ada = await installation.signIn(ADA)
    ben = await installation.signIn(BEN)
    await installation.database.sql.unsafe(`
      insert into public.configuration (id, config) values (1, '{}') on conflict do nothing;
      create function public.dawdle() returns trigger language plpgsql as $$
        begin perform pg_sleep(5); return new; end $$;
      create trigger dawdle before insert on public.tags for each row
        when (new.name = 'slow') execute function public.dawdle()`)
  })
  afterAll(() => installation?.stop())

  it('tells who may not change a row, though the row can be seen', async () => {
    const read = (await ben.getOne('configuration', { id: 1 })).data
    const change = { id: 1, data: { ...read, config: { title: 'x' } }, previousData: read }
    await expect(ben.update('configuration', change)).rejects.toMatchObject({
      message: 'crm.error.forbidden',
      status: 403,
    })
    expect((await ada.update('configuration', change)).data['config']).toEqual({ title: 'x' })
  })

  it('shows nothing to who is not signed in', async () => {
    const nobody = createSupabaseDataProvider(installation.access())
    await expect(
      nobody.getList('contacts', {
        pagination: { page: 1, perPage: 5 },
        sort: { field: 'id', order: 'ASC' },
        filter: {},
      }),
    ).rejects.toMatchObject({ status: 401 })
  })

  it('says that something took too long', async () => {
    await expect(
      ada.create('tags', { data: { name: 'slow', color: '#ffffff' } }),
    ).rejects.toMatchObject({ message: 'crm.error.too_slow' })
  })

  it('says that the server does not answer', async () => {
    // Nobody listens on the discard port.
    const away = createSupabaseDataProvider(installation.access('http://127.0.0.1:9'))
    await expect(away.getOne('contacts', { id: 1 })).rejects.toMatchObject({
      message: 'crm.error.unreachable',
    })
  })

  it('keeps files where only a signed address opens them', async () => {
    const file = new File(['the offer'], 'Offer (final).txt', { type: 'text/plain' })
    const stored = await ada.uploadFile(file)
    expect(stored).toMatchObject({ title: 'Offer (final).txt', type: 'text/plain' })
    const address = await ben.addressOfFile(stored)
    expect(await (await fetch(address)).text()).toBe('the offer')
    const unsigned = new URL(address)
    unsigned.search = ''
    unsigned.pathname = unsigned.pathname.replace('/sign/', '/')
    expect((await fetch(unsigned)).ok).toBe(false)
    unsigned.pathname = unsigned.pathname.replace('/object/', '/object/public/')
    expect((await fetch(unsigned)).ok).toBe(false)
    const nobody = createSupabaseDataProvider(installation.access())
    await expect(nobody.addressOfFile(stored)).rejects.toBeDefined()
    await expect(nobody.uploadFile(file)).rejects.toBeDefined()
  })

  it('leaves addresses on the web as they are', async () => {
    expect(await ada.addressOfFile({ src: 'https://example.com/a.pdf' })).toBe(
      'https://example.com/a.pdf',
    )
  })

  it('goes on with a new token when the server calls the old one expired', async () => {
    const access = installation.access()
    await createSupabaseAuthProvider(access.client).login(ADA)
    const provider = createSupabaseDataProvider(access)
    const { data } = await access.client.auth.getSession()
    if (!data.session) throw new Error('nobody is signed in')
    const refresh = await access.client.auth.refreshSession()
    expect(refresh.error).toBeNull()
    // As a device with a slow clock holds it: good by its own clock, refused by the server.
    const stale = refresh.data.session
    if (!stale) throw new Error('the session was not renewed')
    stale.access_token = stale.access_token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    const getSession = access.client.auth.getSession.bind(access.client.auth)
    let isStale = true
    access.client.auth.getSession = (async () => {
      const now = await getSession()
      if (!isStale) return now
      isStale = false
      return { data: { session: stale }, error: null }
    }) as typeof getSession
    expect((await provider.getOne('sales', { id: 1 })).data['email']).toBe(ADA.email)
  })
})
