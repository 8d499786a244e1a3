import { rmSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, type Database, libpqEnvironment } from '@valence/db'
import {
  createLegacyDatabase,
  createTestDatabase,
  dataDigest,
  schemaDump,
  type TestDatabase,
  useServer,
} from '@valence/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findPrograms } from '../../backup/find-programs.ts'
import type { DumpManifest } from '../../backup/manifest.ts'
import { proveBackup } from '../../backup/prove-backup.ts'
import { createScratchDatabase, scratchName } from '../../backup/scratch-database.ts'
import type { MigrationEvent } from '../ground/events.ts'
import { backUp, listBackups, restoreInto } from './backups.ts'

const search = await findPrograms({ major: 15, purpose: 'the server (15)', env: env() })

function env() {
  return libpqEnvironment('postgresql://user@127.0.0.1/none', process.env)
}

/** What makes a snapshot hard: computed columns, parts, forced row security, what only the platform has, odd names. */
const HARD = `
  create table public.priced (
    id bigint generated always as identity primary key, net numeric not null, gross numeric generated always as (net * 1.2) stored
  );
  insert into public.priced (net) select g from generate_series(1, 50) as g;
  create table public.log (at date not null, text text) partition by range (at);
  create table public.log_2025 partition of public.log for values from ('2025-01-01') to ('2026-01-01');
  create table public.log_2026 partition of public.log for values from ('2026-01-01') to ('2027-01-01');
  insert into public.log values ('2025-06-01', 'a\\b' || chr(10) || chr(92) || '.'), ('2026-06-01', null);
  create materialized view public.log_count as select count(*) as count from public.log;
  create table public.guarded (id int primary key, owner uuid default auth.uid());
  insert into public.guarded values (1, null), (2, null);
  alter table public.guarded enable row level security;
  alter table public.guarded force row level security;
  create policy own on public.guarded using (owner = auth.uid());
  create view public.accounts as select u.id, u.email from auth.users as u;
  create function public.call_out() returns trigger language plpgsql as $$
  begin
    perform net.http_post('https://example.com');
    return new;
  end $$;
  create trigger call_out after insert on public.priced for each row execute function public.call_out();
  create index companies_name_trgm on public.companies using gin (name extensions.gin_trgm_ops);
  create text search configuration public.plain (copy = simple);
  alter text search configuration public.plain alter mapping for hword, word with extensions.unaccent, simple;
  create schema "own stuff";
  create type "own stuff".mood as enum ('good', 'bad "quoted"');
  create table "own stuff"."Odd (name)" (id int primary key, mood "own stuff".mood, "a ""column""" text);
  insert into "own stuff"."Odd (name)" values (1, 'bad "quoted"', E'tab\\there');
  create table public.parent (id int primary key);
  create table public.child () inherits (public.parent);
  insert into public.parent values (1);
  insert into public.child values (2)`

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const ignore = () => undefined
const take = (database: TestDatabase, emit: (event: MigrationEvent) => void = ignore) =>
  backUp(database.url, root, emit)

async function withOne<Result>(
  database: { url: string },
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = connect(database.url, { max: 1 })
  try {
    return await work(db)
  } finally {
    await db.end({ timeout: 5 })
  }
}

const prove = (database: TestDatabase, folder: string) =>
  withOne(database, (db) => proveBackup(db, database.url, folder))

async function scratchDatabases(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.sql<{ name: string }[]>`
    select datname as name from pg_database where datname like 'valence\\_scratch%'`
  return rows.map(({ name }) => name)
}

// Where the machine has no pg_dump, scripts/test.mjs says so.
describe.skipIf(search.kind === 'none')('a backup by pg_dump', () => {
  let stop: () => Promise<void>
  let database: TestDatabase
  beforeAll(async () => {
    stop = await useServer(15)
    database = await createLegacyDatabase({ generation: 'g21' })
    await database.sql.unsafe(HARD)
  })
  afterAll(async () => {
    await database.drop()
    await stop()
  })

  it('holds definitions and rows of every schema of the installation, for its owner only, and is proven', async () => {
    const details: string[] = []
    const { folder, manifest } = await take(database, (event) => {
      if (event.kind === 'task-finished') details.push(event.detail)
    })
    expect(manifest).toMatchObject({
      format: 'valence-dump-1',
      schemas: ['public', 'own stuff', 'private'].toSorted(
        (a, b) => Number(b === 'public') - Number(a === 'public') || (a < b ? -1 : 1),
      ),
    })
    expect(details.at(-1)).toContain('in a scratch database')
    const { files, tables } = manifest as DumpManifest
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['priced', 'log_2025', 'log_2026', 'Odd (name)', 'deals', 'child']),
    )
    expect(tables.find(({ name }) => name === 'parent')?.rows).toBe(1)
    for (const { file } of files) {
      expect((await stat(path.join(folder, file))).mode & 0o777, file).toBe(0o600)
    }
    expect((await stat(path.join(folder, 'dump'))).mode & 0o777).toBe(0o700)
    expect(await scratchDatabases(database)).toEqual([])
    expect(await listBackups(root, new Date())).toMatchObject([
      { state: 'good', madeBy: expect.stringContaining('pg_dump'), database: database.name },
    ])
    const text = await readFile(path.join(folder, 'manifest.json'), 'utf8')
    expect(text).not.toContain(new URL(database.url).password)
    // What is read from a file is run by nobody.
    expect((manifest as DumpManifest).needs.objects.length).toBeGreaterThan(0)
    expect(text).not.toMatch(/create (?:table|type|domain|function) /i)
  })

  it.each([
    [
      'a flipped byte',
      async (file: string) => {
        const bytes = await readFile(file)
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
        await writeFile(file, bytes)
      },
    ],
    [
      'a truncated file',
      async (file: string) => writeFile(file, (await readFile(file)).subarray(0, -9)),
    ],
    ['a file that vanished', (file: string) => rm(file)],
  ])('with %s is found and named, by the list and by the proof', async (_what, harm) => {
    const { folder } = await take(database)
    const names = (await readdir(path.join(folder, 'dump'))).filter((name) => name.endsWith('.gz'))
    await harm(path.join(folder, 'dump', names[0] ?? ''))
    expect(await listBackups(root, new Date())).toMatchObject([
      { state: 'damaged', problem: expect.stringContaining(names[0] ?? '') },
    ])
    await expect(prove(database, folder)).rejects.toMatchObject({ code: 'VAL-BACKUP' })
  })

  it('whose table of contents lacks an object is found, and the object named', async () => {
    const { folder, manifest } = await take(database)
    const { contents } = manifest as DumpManifest
    expect(contents.map(({ what }) => what.split(' ')[0])).toEqual(
      expect.arrayContaining([
        'table',
        'view',
        'function',
        'policy',
        'trigger',
        'constraint',
        'index',
        'type',
      ]),
    )
    const more = {
      ...manifest,
      contents: [...contents, { key: '3256.1', what: 'policy gone on public.deals' }],
    }
    await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(more))
    await expect(prove(database, folder)).rejects.toMatchObject({
      code: 'VAL-BACKUP',
      message: expect.stringContaining('policy gone on public.deals'),
    })
  })

  it('that holds other rows than the snapshot is found', async () => {
    const { folder, manifest } = await take(database)
    const tables = (manifest as DumpManifest).tables.map((table) =>
      table.name === 'deals'
        ? { ...table, buckets: table.buckets.map((bucket) => ({ ...bucket, sum: '1' })) }
        : table,
    )
    await writeFile(path.join(folder, 'manifest.json'), JSON.stringify({ ...manifest, tables }))
    await expect(prove(database, folder)).rejects.toMatchObject({
      message: expect.stringContaining('public.deals does not read the same'),
    })
    expect(await scratchDatabases(database)).toEqual([])
  })

  it('is proven in a scratch schema where the role may not create databases, and says so', async () => {
    const admin = connect(database.superuserUrl, { max: 1 })
    await admin`alter role postgres nocreatedb`
    try {
      const { folder } = await take(database)
      expect(await prove(database, folder)).toMatch(/scratch schema.*may not create databases/)
    } finally {
      await admin`alter role postgres createdb`
      await admin.end()
    }
  })

  it('drops the scratch database of a killed run, and refuses one of another role', async () => {
    const name = scratchName(database.name)
    await withOne(database, (db) => createScratchDatabase(db, database.url))
    expect(await scratchDatabases(database)).toEqual([name])
    await take(database)
    expect(await scratchDatabases(database)).toEqual([])
    const admin = connect(database.superuserUrl, { max: 1 })
    try {
      await admin.unsafe(`create database ${name}`)
      await expect(take(database)).rejects.toMatchObject({ code: 'VAL-BACKUP', object: name })
      expect(await scratchDatabases(database)).toEqual([name])
      await admin.unsafe(`drop database ${name}`)
    } finally {
      await admin.end()
    }
  })

  it('fails rather than lose the rows that row security hides, and says what to do', async () => {
    const admin = connect(database.superuserUrl, { max: 1 })
    await admin`alter role postgres nobypassrls`
    try {
      await expect(take(database)).rejects.toMatchObject({
        code: 'VAL-BACKUP',
        message: expect.stringContaining('row security'),
      })
    } finally {
      await admin`alter role postgres bypassrls`
      await admin.end()
    }
  })

  it('is restored whole into an empty database, with no call made, and keeps what cannot be for later', async () => {
    const { folder } = await take(database)
    const other = await createTestDatabase()
    try {
      await other.sql.unsafe('grant create on schema public to postgres').catch(ignore)
      const { left } = await restoreInto(other.url, folder, ignore)
      expect(left.join()).toContain('sales_user_id_fkey')
      const tables = ['public.deals', 'public.priced', 'public.log', 'public.companies']
      expect(await dataDigest(other.sql, tables)).toEqual(await dataDigest(database.sql, tables))
      const [calls] = await other.sql`select count(*)::int as count from net.http_calls`
      expect(calls?.['count']).toBe(0)
      const lines = (text: string) =>
        text
          .split('\n')
          .filter(
            (line) =>
              /^(view|function|table) "?public/.test(line) &&
              !line.includes('sales_user_id_fkey') &&
              !line.includes('RI_FKey'),
          )
      expect(lines(await schemaDump(other.url)).length).toBeGreaterThan(100)
      expect(lines(await schemaDump(other.url))).toEqual(lines(await schemaDump(database.url)))
    } finally {
      await other.drop()
    }
  })

  it('is restored into the same tables when they are empty, and refused before a write when they are not', async () => {
    const plain = await createLegacyDatabase({ generation: 'g8' })
    const { folder } = await take(plain)
    const before = await dataDigest(plain.sql)
    try {
      const dump = await schemaDump(plain.url)
      await expect(restoreInto(plain.url, folder, ignore)).rejects.toMatchObject({
        code: 'VAL-RESTORE',
        hint: expect.stringContaining('empty'),
      })
      expect(await dataDigest(plain.sql)).toEqual(before)
      const tables = await plain.sql<{ name: string }[]>`
        select c.oid::regclass::text as name from pg_class as c where relnamespace = 'public'::regnamespace and relkind = 'r'`
      await plain.sql.unsafe(
        `truncate ${tables.map(({ name }) => name).join(', ')} restart identity`,
      )
      await restoreInto(plain.url, folder, ignore)
      expect(await dataDigest(plain.sql)).toEqual(before)
      expect(await schemaDump(plain.url)).toBe(dump)
    } finally {
      await plain.drop()
    }
  })

  it('leaves nothing behind in a database that lacks the platform', async () => {
    const { folder } = await take(database)
    const admin = connect(database.superuserUrl, { max: 1 })
    const name = 'bare_database'
    await admin.unsafe(`create database ${name} template template0 owner postgres`)
    const url = new URL(database.url)
    url.pathname = `/${name}`
    try {
      const before = await schemaDump(url.toString())
      await expect(restoreInto(url.toString(), folder, ignore)).rejects.toMatchObject({
        code: 'VAL-RESTORE',
        object: expect.stringContaining('citext'),
      })
      expect(await schemaDump(url.toString())).toBe(before)
    } finally {
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
    }
  })
})

describe('our own snapshot', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
    await database.sql.unsafe(HARD)
    process.env['PG_DUMP'] = 'none'
  })
  afterAll(async () => {
    delete process.env['PG_DUMP']
    await database.drop()
  })

  it('covers computed columns, parts and heirs, keeps sequences, and is proven', async () => {
    const { manifest } = await take(database)
    expect(manifest.format).toBe('valence-copy-1')
    expect(manifest.tables.find(({ name }) => name === 'priced')).toMatchObject({
      rows: 50,
      columns: ['id', 'net', 'gross'],
      generated: ['gross'],
    })
    expect(manifest.tables.find(({ name }) => name === 'parent')?.rows).toBe(1)
    expect(manifest.sequences).toContainEqual({
      schema: 'public',
      name: 'priced_id_seq',
      lastValue: '50',
      isCalled: true,
    })
  })

  it('is restored with computed columns and sequences, and no trigger firing', async () => {
    const { folder } = await take(database)
    const before = await dataDigest(database.sql)
    const tables = await database.sql<{ name: string }[]>`
      select c.oid::regclass::text as name from pg_class as c where relnamespace = 'public'::regnamespace and relkind = 'r'`
    const truncate = `truncate ${tables.map(({ name }) => name).join(', ')} restart identity cascade`
    await database.sql.unsafe(`truncate net.http_calls; ${truncate}`)
    await restoreInto(database.url, folder, ignore)
    expect(await dataDigest(database.sql)).toEqual(before)
    const [calls] = await database.sql`select count(*)::int as count from net.http_calls`
    expect(calls?.['count']).toBe(0)
  })

  it('that a table of the other database does not take is undone, and said', async () => {
    const small = await createLegacyDatabase({ generation: 'g8' })
    try {
      const { folder } = await take(small)
      await small.sql`truncate public.tags, public.deals, public.contacts, public.companies, public.sales, public.tasks cascade`
      await small.sql`alter table public.tags add constraint none check (id < 0)`
      await expect(restoreInto(small.url, folder, ignore)).rejects.toMatchObject({ code: '23514' })
      const [rows] = await small.sql`select count(*)::int as count from public.companies`
      expect(rows?.['count']).toBe(0)
    } finally {
      await small.drop()
    }
  })

  it('gives two backups of one second a folder each', async () => {
    const both = await Promise.allSettled([take(database), take(database), take(database)])
    const folders = both.map((one) => (one.status === 'fulfilled' ? one.value.folder : one.reason))
    expect(new Set(folders).size).toBe(3)
    expect(await listBackups(root, new Date())).toMatchObject([
      { state: 'good' },
      { state: 'good' },
      { state: 'good' },
    ])
  })

  it('leaves a scratch schema of someone else alone', async () => {
    await database.sql`create schema valence_scratch`
    await expect(take(database)).rejects.toMatchObject({ object: 'valence_scratch' })
    await database.sql`drop schema valence_scratch`
    await database.sql`create schema valence_scratch`
    await database.sql`comment on schema valence_scratch is 'Valence: proof of a backup; may be dropped'`
    await take(database)
    const left = await database.sql`select from pg_namespace where nspname = 'valence_scratch'`
    expect(left).toHaveLength(0)
  })

  it('fails rather than lose the rows that row security hides', async () => {
    const admin = connect(database.superuserUrl, { max: 1 })
    await admin`alter role postgres nobypassrls`
    try {
      await expect(take(database)).rejects.toMatchObject({
        code: 'VAL-BACKUP',
        message: expect.stringContaining('row security'),
      })
    } finally {
      await admin`alter role postgres bypassrls`
      await admin.end()
    }
  })

  it('cannot be restored by a role that may not switch triggers off, which is said', async () => {
    const { folder } = await take(database)
    const tables = await database.sql<{ name: string }[]>`
      select c.oid::regclass::text as name from pg_class as c where relnamespace = 'public'::regnamespace and relkind = 'r'`
    await database.sql.unsafe(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`)
    const admin = connect(database.superuserUrl, { max: 1 })
    await admin`revoke set on parameter session_replication_role from postgres`
    try {
      await expect(restoreInto(database.url, folder, ignore)).rejects.toMatchObject({
        code: 'VAL-RESTORE',
        object: 'session_replication_role',
      })
    } finally {
      await admin`grant set on parameter session_replication_role to postgres`
      await admin.end()
    }
  })

  it('says where it cannot be written', async () => {
    const file = path.join(root, 'a file')
    await writeFile(file, '')
    await expect(backUp(database.url, path.join(file, 'backups'), ignore)).rejects.toMatchObject({
      code: 'VAL-BACKUP',
      object: path.join(file, 'backups'),
      hint: expect.stringContaining('--backup-dir'),
    })
  })

  it('says when its folder vanishes while it is written', async () => {
    const vanished = take(database, (event) => {
      if (event.kind === 'task-progress' && event.task === 'backup') {
        rmSync(root, { recursive: true })
      }
    })
    await expect(vanished).rejects.toMatchObject({ code: 'VAL-BACKUP' })
  })
})
