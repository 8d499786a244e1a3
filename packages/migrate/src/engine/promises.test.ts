import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actors, accessMatrix } from './access-matrix.fixture.ts'
import { runMigration } from './run-migration.ts'
import { runRollback } from './run-rollback.ts'
import { stepwise, testOptions } from './stepwise.fixture.ts'

const OURS = ['valence_migration']

async function relationsOf(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
    order by relname`
  return rows.map((row) => row.name)
}

/** Every row of the relations as the application reads them, with the given columns. */
async function rowsOf(
  database: TestDatabase,
  columns: Readonly<Record<string, readonly string[]>>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: Record<string, readonly string[]> = {}
  for (const [relation, names] of Object.entries(columns)) {
    const list = names.map((name) => `t."${name}"`).join(', ')
    const rows = await database.sql.unsafe<{ row: string }[]>(
      `select row(${list})::text as row from public."${relation}" as t order by 1`,
    )
    all[relation] = rows.map(({ row }) => row)
  }
  return all
}

async function columnsOf(database: TestDatabase): Promise<Record<string, readonly string[]>> {
  const rows = await database.sql<{ relation: string; names: string[] }[]>`
    select c.relname as relation, array_agg(a.attname::text order by a.attnum) as names
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
    group by c.relname`
  return Object.fromEntries(rows.map((row) => [row.relation, row.names]))
}

/** What the migration must not cause: calls, jumps of sequences, changes of accounts and files, other trigger states. */
async function effectsOf(database: TestDatabase): Promise<string> {
  const [calls] = await database.sql`select count(*)::int as calls from net.http_calls`
  const sequences = await database.sql`
    select sequencename as name, last_value::text as last_value
    from pg_sequences
    where schemaname = 'public' and sequencename not like 'migration%'
      and sequencename not in (
        'contact_organizations_id_seq', 'contact_preferred_principals_id_seq', 'merge_records_id_seq', 'opportunity_contacts_id_seq',
        'opportunity_participants_id_seq', 'activities_id_seq', 'interaction_participants_id_seq'
      )
    order by 1`
  const [accounts] = await database.sql`
    select md5(string_agg(u::text, '' order by u.id)) as accounts from auth.users as u`
  const [files] = await database.sql`select count(*)::int as files from storage.objects`
  const triggers = await database.sql`
    select tgname as name, tgenabled as enabled
    from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
    where not tgisinternal and tgname not like 'valence%' and c.relnamespace = 'public'::regnamespace
      and tgname <> 'check_principal_organization'
    order by 1, 2`
  return JSON.stringify({ calls, sequences, accounts, files, triggers })
}

describe.each(['g8', 'g21'] as const)('the promises on %s', (generation) => {
  let database: TestDatabase
  let folder: string
  let actors: Actors

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation })
    folder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    const users = await database.sql<{ id: string }[]>`
      select s.user_id as id from public.sales as s order by s.administrator desc, s.id limit 2`
    actors = { administrator: users[0]?.id ?? '', salesperson: users[1]?.id ?? '' }
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })

  const migrate = () =>
    runMigration(
      testOptions(database.url, { backupFolder: folder }),
      async () => true,
      () => {},
    )
  const rollBack = () =>
    runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )

  it('1 and 2: every row reads the same through the old names, and nothing else happens', async () => {
    const columns = await columnsOf(database)
    const before = await rowsOf(database, columns)
    const effects = await effectsOf(database)
    await migrate()
    expect(await rowsOf(database, columns)).toEqual(before)
    expect(await effectsOf(database)).toBe(effects)
    await rollBack()
    expect(await rowsOf(database, columns)).toEqual(before)
    expect(await effectsOf(database)).toBe(effects)
  })

  it('1: the new shape holds what the old one held', async () => {
    const companies = await database.sql`select id, company_id from public.deals order by id`
    const contacts = await database.sql`select id, company_id from public.contacts order by id`
    const notes = await database.sql.unsafe(
      `select count(*)::int as notes from public.${generation === 'g8' ? '"dealNotes"' : 'deal_notes'}`,
    )
    await migrate()
    expect(
      await database.sql`select id, original_company_id as company_id from public.opportunities order by id`,
    ).toEqual(companies)
    expect(
      await database.sql`select id, company_id_backup as company_id from public.contacts order by id`,
    ).toEqual(contacts)
    expect(
      await database.sql`select count(*)::int as notes from public.activities where activity_type = 'interaction'`,
    ).toEqual(notes)
    const types = await database.sql`
      select distinct c.organization_type,
        exists (select from public.deals as d where d.company_id = c.id and d.stage = 'won') as has_won,
        exists (select from public.deals as d where d.company_id = c.id) as has_any
      from public.companies as c order by 2, 3`
    expect(types.map((row) => [row['organization_type'], row['has_won'], row['has_any']])).toEqual([
      ['unknown', false, false],
      ['prospect', false, true],
      ['customer', true, true],
    ])
    await rollBack()
  })

  it('3: everyone reads and writes the same before, after each phase, and rolled back', async () => {
    const relations = (await relationsOf(database)).filter((name) => !name.startsWith('migration_'))
    const before = await accessMatrix(database, relations, actors)
    const run = await stepwise(database.url)
    try {
      for (const phase of run.phases) {
        await run.apply(phase)
        const now = await accessMatrix(database, relations, actors)
        expect(closed(now), `after phase ${phase.id}`).toEqual(closed(before))
      }
      for (const phase of run.phases.toReversed()) await run.rollBack(phase)
    } finally {
      await run.close()
    }
    expect(await accessMatrix(database, relations, actors)).toEqual(before)
    await database.sql`drop table public.migration_history, public.migration_progress cascade`
    await database.sql`drop view public.migration_status_public`
    await database.sql`drop function public.migration_status()`
    await database.sql`drop schema valence_migration cascade`
  })

  /** On older generations contacts_summary ignored row security; the migration closes that, and says so. */
  function closed(matrix: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    // A summary never was a way to write; by which SQLSTATE that is refused may change.
    const writes = Object.entries(matrix).map(([what, outcome]): [string, string] =>
      what.endsWith('_summary')
        ? [what, outcome.replace(/^refused .*/, 'refused')]
        : [what, outcome],
    )
    return generation === 'g21'
      ? Object.fromEntries(writes)
      : { ...Object.fromEntries(writes), 'anon select contacts_summary': 'closed' }
  }

  it('3: a visitor sees nothing new', async () => {
    const before = new Set(await relationsOf(database))
    await migrate()
    const added = (await relationsOf(database)).filter((name) => !before.has(name))
    expect(added).toContain('activities')
    const matrix = await accessMatrix(database, [...added, 'contacts_summary'], actors)
    const seen = Object.entries(matrix).filter(
      ([what, outcome]) =>
        what.startsWith('anon') && !/^refused|^0 rows$|^(update|delete) 0$/.test(outcome),
    )
    // The status page is meant for everyone: state, phase, percent and time left.
    expect(seen).toEqual([['anon select migration_status_public', '1 rows']])
    await rollBack()
  })

  it('8: a rollback is exact, keeps every write made since, and the next migration brings back what it parked', async () => {
    const before = await schemaDump(database.url, { excludeSchemas: OURS })
    await migrate()
    const written = await database.asUser(actors.salesperson, async (tx) => {
      const [organization] = await tx`select min(id) as id from public.companies`
      const [contact] =
        await tx`select min(id) as id from public.contacts where company_id is not null`
      const [deal] = await tx`
        insert into public.deals (name, stage, company_id, contact_ids, amount)
        values ('Written by the old name', 'opportunity', ${organization?.['id']}, array[${contact?.['id']}::bigint], 12) returning id`
      const [opportunity] = await tx`
        select * from public.create_opportunity_with_participants(
          jsonb_build_object('name', 'Written by the new name', 'stage', 'needs_analysis', 'priority', 'high',
            'customer_organization_id', ${organization?.['id']}::bigint, 'next_action', 'Call back'),
          jsonb_build_array(jsonb_build_object('contact_id', ${contact?.['id']}::bigint, 'role', 'champion')),
          '[]')`
      const [other] = await tx`select max(id) as id from public.companies`
      await tx`
        select public.set_contact_organizations(${contact?.['id']}, jsonb_build_array(
          jsonb_build_object('organization_id', (select company_id from public.contacts where id = ${contact?.['id']})),
          jsonb_build_object('organization_id', ${other?.['id']}::bigint, 'role', 'influencer')))`
      const [activity] = await tx`
        select * from public.log_activity(jsonb_build_object('type', 'call', 'subject', 'Intro call',
          'opportunity_id', ${opportunity?.['id']}::bigint, 'duration_minutes', 25))`
      return {
        deal: deal?.['id'],
        opportunity: opportunity?.['id'],
        contact: contact?.['id'],
        other: other?.['id'],
        activity: activity?.['id'],
      }
    })
    const target = await targetState(database)

    const outcome = await rollBack()
    expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(before)
    const deals = await database.sql`
      select id, name, stage, contact_ids from public.deals
      where id in (${written.deal}, ${written.opportunity}) order by id`
    expect(deals.map((row) => [row['name'], row['stage'], row['contact_ids'].length])).toEqual([
      ['Written by the old name', 'opportunity', 1],
      ['Written by the new name', 'opportunity', 1],
    ])
    expect(outcome.kind === 'rolled-back' && outcome.parked.map((parked) => parked.what)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('opportunities with a stage'),
        expect.stringContaining('further organizations'),
        expect.stringContaining('activities that are not notes'),
      ]),
    )

    await migrate()
    const again = await targetState(database)
    expect({
      lost: target.filter((line) => !again.includes(line)),
      appeared: again.filter((line) => !target.includes(line)),
    }).toEqual({ lost: [], appeared: [] })
    await rollBack()
    expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(before)
  })
})

/** All rows of the new shape, a line each. */
async function targetState(database: TestDatabase): Promise<readonly string[]> {
  const tables = [
    'opportunities',
    'companies',
    'contacts',
    'contact_organizations',
    'opportunity_contacts',
    'opportunity_participants',
    'activities',
    'interaction_participants',
    'opportunity_notes',
    'contact_notes',
  ]
  const lines: string[] = []
  for (const table of tables) {
    const rows = await database.sql.unsafe<{ line: string }[]>(
      `select (to_jsonb(t) - 'updated_at')::text as line from public.${table} as t order by t.id`,
    )
    lines.push(...rows.map((row) => `${table} ${row.line}`))
  }
  return lines
}
