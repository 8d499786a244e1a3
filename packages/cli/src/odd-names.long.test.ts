import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, type Database, ident, literal } from '@valence/db'
import { createLegacyDatabase, dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Outcome, valence } from './valence.fixture.ts'

/** Spaces, quotes, percent signs, umlauts, a newline, HTML, Markdown, and what would colour a terminal or end a command. */
const ODD = `a=b "Größe" 'x' 100%41 <b>|\`$(id)\n\u001b[31mrot`
const STAGE = `Ange"bot\n\u001b[2J<img src=x>|%20`

/** What a terminal would obey. */
const UNSEEN = /(?![\n\t])\p{Cc}/u

describe('a database full of odd names', () => {
  let origin: TestDatabase
  let admin: Database
  let sql: Database
  let url: string
  let folder: string
  const role = `r ${ODD}`.slice(0, 50)
  const name = `d ${ODD}`.slice(0, 50)
  const password = `p@ss:/ %41"`

  const withNames = (text: string, database: string, user = role) => {
    const changed = new URL(text)
    changed.username = encodeURIComponent(user)
    changed.password = encodeURIComponent(password)
    changed.pathname = `/${encodeURIComponent(database)}`
    return changed.toString()
  }

  beforeAll(async () => {
    origin = await createLegacyDatabase({ generation: 'g21' })
    await origin.sql.end({ timeout: 5 })
    admin = connect(new URL('/postgres', origin.superuserUrl).toString(), { max: 1 })
    await admin.unsafe(`alter database ${origin.name} rename to ${ident(name)}`)
    await admin.unsafe(`create role ${ident(role)} superuser login password ${literal(password)}`)
    await admin.unsafe(`alter database ${ident(name)} owner to ${ident(role)}`)
    url = withNames(origin.url, name)
    sql = connect(url, { max: 2, settings: { search_path: 'public' } })
    await sql.unsafe(`
      do $do$
      declare found record;
      begin
        for found in select c.oid::regclass as name from pg_class as c
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') loop
          execute format('alter table %s owner to %I', found.name, ${literal(role)});
        end loop;
        for found in select p.oid::regprocedure as name from pg_proc as p
          where p.pronamespace = 'public'::regnamespace and p.prolang <> (select oid from pg_language where lanname = 'c') loop
          execute format('alter function %s owner to %I', found.name, ${literal(role)});
        end loop;
      end $do$;
      create schema ${ident(ODD)};
      create table ${ident(ODD)}.${ident(ODD)} (${ident(ODD)} text primary key, label text);
      insert into ${ident(ODD)}.${ident(ODD)} select distinct stage from public.deals;
      insert into ${ident(ODD)}.${ident(ODD)} values (${literal(STAGE)}, 'x')
        on conflict do nothing;
      alter table public.deals add column ${ident(ODD)} text default ${literal(ODD)};
      alter table public.contact_notes add column ${ident(ODD)} text default ${literal(ODD)};
      update public.deals set stage = ${literal(STAGE)} where id <= 3;
      alter table public.deals add constraint ${ident(ODD)} foreign key (stage)
        references ${ident(ODD)}.${ident(ODD)} (${ident(ODD)}) on update cascade;
      alter table public.tasks add constraint ${ident(`c ${ODD}`)} check (${ident('text')} <> ${literal(ODD)});
      create index ${ident(`i ${ODD}`)} on public.deals (${ident(ODD)});
      create view public.${ident(`v ${ODD}`)} as select ${ident(ODD)}, stage from public.deals;
      create policy ${ident(ODD)} on public.deals as restrictive for select to authenticated
        using (${ident(ODD)} is distinct from ${literal(STAGE)});
      create function public.${ident(ODD)}() returns trigger language plpgsql as
        $f$ begin if new.stage = 'won' then new.${ident(ODD)} := to_jsonb(new)::text; end if; return new; end $f$;
      create trigger ${ident(ODD)} before update on public.deals for each row execute function public.${ident(ODD)}();
      grant select on public.deals to ${ident(role)}`)
    const parent = await mkdtemp(path.join(tmpdir(), 'valence-odd-'))
    folder = path.join(parent, ODD.replaceAll('/', ''))
    await mkdir(folder)
  })
  afterAll(async () => {
    await sql.end({ timeout: 5 })
    await admin.unsafe(`drop database if exists ${ident(`${name} 2`)} with (force)`)
    await admin.unsafe(`alter database ${ident(name)} owner to postgres`)
    await admin.unsafe(`alter database ${ident(name)} rename to ${origin.name}`)
    await origin.drop()
    await admin.unsafe(`drop role ${ident(role)}`)
    await admin.end({ timeout: 5 })
    await rm(path.dirname(folder), { recursive: true })
  })

  const digest = async () => JSON.stringify(await dataDigest(sql))

  async function run(command: string, ...args: readonly string[]): Promise<Outcome> {
    const log = ['--log-file', path.join(folder, 'log.json')]
    const outcome = await valence(
      [command, ...log, ...args],
      { DATABASE_URL: url },
      () => {},
      folder,
    )
    for (const text of [outcome.stdout, outcome.stderr]) expect(text).not.toMatch(UNSEEN)
    return outcome
  }
  const backups = () => ['--backup-dir', path.join(folder, 'backups')]
  const maps = () => [
    '--stage-map',
    path.join(folder, 'stages "1".json'),
    '--function-map',
    path.join(folder, 'function-map.json'),
  ]

  it('is planned, and its report runs nothing', async () => {
    const first = await run('migrate:dry-run', '--output', path.join(folder, 'plan.md'))
    expect(first.code, first.stderr).toBe(3)
    const plan = await readFile(path.join(folder, 'plan.md'), 'utf8')
    expect(plan).not.toMatch(/<img|<b>|(?<!&lt;)<b/)
    expect(plan).not.toMatch(UNSEEN)
    await writeFile(path.join(folder, 'stages "1".json'), JSON.stringify({ [STAGE]: 'proposal' }))
    const second = await run('migrate:dry-run', ...maps())
    expect(second.code, second.stdout).toBe(0)
  })

  it('is migrated with a proven backup, verified, reported and rolled back', async () => {
    const dump = () => schemaDump(url, { excludeSchemas: ['valence_migration'] })
    const before = { dump: await dump(), digest: await digest() }
    const migrated = await run('migrate:production', '--yes', '--solo', ...maps(), ...backups())
    expect(migrated.code, migrated.stderr + migrated.stdout).toBe(0)
    expect((await run('migrate:verify')).code).toBe(0)
    const page = path.join(folder, 'report 100%.html')
    const report = await run('migrate:report', '--output', page)
    expect(report.code, report.stderr).toBe(0)
    expect(await readFile(page, 'utf8')).not.toMatch(/<img|<b>|(?![\n\t])\p{Cc}/u)
    class Undo extends Error {}
    const trial = sql.begin(async (tx) => {
      await tx`update public.deals set stage = 'won' where id = 5`
      const [odd] = await tx.unsafe(
        `select stage, ${ident(ODD)} as odd from public.deals where id = 5`,
      )
      expect(odd).toMatchObject({ stage: 'won', odd: expect.stringContaining('"stage": "won"') })
      throw new Undo()
    })
    await expect(trial).rejects.toThrow(Undo)

    expect((await run('migrate:rollback', '--yes')).code).toBe(0)
    expect(await dump()).toBe(before.dump)
    expect(await digest()).toBe(before.digest)
  })

  it('is restored elsewhere', async () => {
    const listed = await run('migrate:backup', '--list', '--json', ...backups())
    const [kept] = JSON.parse(listed.stdout).backups
    const before = await digest()
    await sql.end({ timeout: 5 })
    const other = `${name} 2`
    await admin.unsafe(
      `create database ${ident(other)} template ${ident(name)} owner ${ident(role)}`,
    )
    const into = withNames(origin.url, other)
    sql = connect(into, { max: 1, settings: { search_path: 'public' } })
    await sql.unsafe(`
      do $do$
      declare found record;
      begin
        for found in select c.oid::regclass as name from pg_class as c
          where c.relkind = 'r' and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|valence)' loop
          execute format('truncate %s cascade', found.name);
        end loop;
      end $do$`)
    const restored = await run(
      'migrate:backup',
      '--restore',
      kept.folder,
      '--into',
      into,
      '--yes',
      ...backups(),
    )
    expect(restored.code, restored.stderr + restored.stdout).toBe(0)
    expect(await digest()).toBe(before)
  })
})
