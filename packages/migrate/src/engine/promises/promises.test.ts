import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { stepwise, testOptions } from '../run/stepwise.fixture.ts'
import { type Actors, accessMatrix } from './access-matrix.fixture.ts'
import {
  closed,
  columnsOf,
  effectsOf,
  leakingSummaries,
  OURS,
  relationsOf,
  rowsOf,
} from './promises.fixture.ts'
import { stateDifference, targetState } from './target-state.fixture.ts'

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
    const leaking = await leakingSummaries(database)
    const before = await accessMatrix(database, relations, actors)
    const run = await stepwise(database.url)
    try {
      for (const phase of run.phases) {
        await run.apply(phase)
        const now = await accessMatrix(database, relations, actors)
        expect(closed(now, leaking), `after phase ${phase.id}`).toEqual(closed(before, leaking))
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
          'description', 'With ' || (
            select u.label from public.mentionable_users() as u
            where u.id is distinct from valence.current_sales_id() order by u.id limit 1
          ),
          'opportunity_id', ${opportunity?.['id']}::bigint, 'duration_minutes', 25))`
      await tx`
        insert into public.tasks (organization_id, opportunity_id, text, due_date, repeat_unit, repeat_every)
        values (${organization?.['id']}, null, 'About an organization', '2026-01-31 12:00Z', 'month', 1),
          (null, ${opportunity?.['id']}, 'About an opportunity', '2026-02-01 12:00Z', null, null)`
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
        expect.stringContaining('mentions of users'),
        expect.stringContaining('tasks about organizations'),
      ]),
    )

    await migrate()
    expect(stateDifference(target, await targetState(database))).toEqual({ lost: [], appeared: [] })
    await rollBack()
    expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(before)
  })
})
