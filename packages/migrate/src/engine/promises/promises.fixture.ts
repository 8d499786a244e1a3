import type { Sql } from '@valence/db'
import type { StageMap } from '@valence/schema'
import { newTables } from '@valence/schema/manifest'
import { schemaDump, type TestDatabase } from '@valence/testkit'
import { expect } from 'vitest'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { type Actors, accessMatrix } from './access-matrix.fixture.ts'

/** What is ours and stays after a rollback. */
export const OURS = ['valence_migration']

export async function relationsOf(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
    order by relname`
  return rows.map((row) => row.name)
}

/** Columns of every table and view, in their order. */
export async function columnsOf(
  database: TestDatabase,
): Promise<Record<string, readonly string[]>> {
  const rows = await database.sql<{ relation: string; names: string[] }[]>`
    select c.relname as relation, array_agg(a.attname::text order by a.attnum) as names
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
    group by c.relname`
  return Object.fromEntries(rows.map((row) => [row.relation, row.names]))
}

/** Every row of the relations as the application reads them, with the given columns. */
export async function rowsOf(
  database: { readonly sql: Sql },
  columns: Readonly<Record<string, readonly string[]>>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: Record<string, readonly string[]> = {}
  for (const [relation, names] of Object.entries(columns)) {
    const list = names.map((name) => `t."${name.replaceAll('"', '""')}"`).join(', ')
    const rows = await database.sql.unsafe<{ row: string }[]>(
      `select row(${list})::text as row from public."${relation}" as t order by 1`,
    )
    all[relation] = rows.map(({ row }) => row)
  }
  return all
}

/** What the migration must not cause: calls, jumps of sequences, changes of accounts and files, other trigger states. */
export async function effectsOf(database: TestDatabase): Promise<string> {
  const [calls] = await database.sql`select count(*)::int as calls from net.http_calls`
  const ours = newTables().flatMap((table) => table.sequences)
  const sequences = await database.sql`
    select sequencename as name, last_value::text as last_value
    from pg_sequences
    where schemaname = 'public' and sequencename not like 'migration%'
      and not sequencename = any (${ours})
    order by 1`
  const [accounts] = await database.sql`
    select md5(string_agg(u::text, '' order by u.id)) as accounts from auth.users as u`
  const [files] = await database.sql`select count(*)::int as files from storage.objects`
  const triggers = await database.sql`
    select tgname as name, tgenabled as enabled
    from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
    where not tgisinternal and tgname !~ '^!?valence' and c.relnamespace = 'public'::regnamespace
      and tgname <> 'check_principal_organization'
    order by 1, 2`
  return JSON.stringify({ calls, sequences, accounts, files, triggers })
}

/**
 * What may differ in an access matrix: a summary never was a way to write, so by which SQLSTATE that is refused may
 * change; and where `contacts_summary` or `companies_summary` ignored row security, the migration closes that to visitors.
 */
export function closed(
  matrix: Readonly<Record<string, string>>,
  leaking: readonly string[],
): Readonly<Record<string, string>> {
  const entries = Object.entries(matrix).map(([what, outcome]): [string, string] =>
    what.endsWith('_summary') ? [what, outcome.replace(/^refused .*/, 'refused')] : [what, outcome],
  )
  return {
    ...Object.fromEntries(entries),
    ...Object.fromEntries(leaking.map((view) => [`anon select ${view}`, 'closed'])),
  }
}

/** Summary views that show rows which policies hide, because they run with their owner's rights. */
export async function leakingSummaries(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.sql<{ name: string }[]>`
    select c.relname as name
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace
      and c.relname in ('companies_summary', 'contacts_summary')
      and not coalesce(c.reloptions && array['security_invoker=on', 'security_invoker=true'], false)`
  return rows.map((row) => row.name)
}

async function actorsOf(database: TestDatabase): Promise<Actors> {
  const users = await database.sql<{ id: string }[]>`
    select s.user_id::text as id from public.sales as s order by s.id limit 2`
  return { administrator: users[0]?.id ?? '', salesperson: users[1]?.id ?? users[0]?.id ?? '' }
}

export interface RoundTrip {
  readonly backupFolder: string
  readonly stageMap?: StageMap
}

/**
 * Migrates an installation and rolls it back, and expects every promise that holds for any installation: rows read the
 * same through the old names, nothing else happens, everyone has the same doors, visitors see nothing new, and the old
 * schema comes back to the letter.
 */
export async function expectRoundTrip(
  database: TestDatabase,
  { backupFolder, stageMap = {} }: RoundTrip,
): Promise<void> {
  const relations = await relationsOf(database)
  const columns = await columnsOf(database)
  const actors = await actorsOf(database)
  const leaking = await leakingSummaries(database)
  const before = {
    dump: await schemaDump(database.url, { excludeSchemas: OURS }),
    rows: await rowsOf(database, columns),
    effects: await effectsOf(database),
    matrix: await accessMatrix(database, relations, actors),
  }
  // Trying every door moves sequences, as any insert does; from here on nothing may.
  before.effects = await effectsOf(database)

  const outcome = await runMigration(
    testOptions(database.url, { backupFolder, stageMap }),
    async () => true,
    () => {},
  )
  expect(outcome.kind).toBe('migrated')
  expect(await effectsOf(database), 'nothing else happens').toBe(before.effects)
  expect(await rowsOf(database, columns), 'rows through the old names').toEqual(before.rows)
  expect(
    closed(await accessMatrix(database, relations, actors), leaking),
    'the same doors',
  ).toEqual(closed(before.matrix, leaking))
  const added = (await relationsOf(database)).filter(
    (name) => !relations.includes(name) && name !== 'migration_status_public',
  )
  const doors = Object.entries(await accessMatrix(database, added, actors)).filter(
    ([what, found]) =>
      what.startsWith('anon') && !/^refused|^0 rows$|^(update|delete) 0$/.test(found),
  )
  expect(doors, 'a visitor sees nothing new').toEqual([])
  const verification = await verifyDatabase(database.url)
  expect(verification.checks.filter((check) => check.failures > 0)).toEqual([])

  await runRollback(
    testOptions(database.url),
    async () => true,
    () => {},
  )
  expect(await schemaDump(database.url, { excludeSchemas: OURS }), 'the old schema').toBe(
    before.dump,
  )
  expect(await rowsOf(database, columns), 'rows after the rollback').toEqual(before.rows)
}
