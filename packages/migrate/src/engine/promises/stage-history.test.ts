import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readParked } from '../../phases/parked.ts'
import { stepwise } from '../run/stepwise.fixture.ts'

describe('stage history and saved views', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
  })
  afterAll(() => database?.drop())

  const migrate = async () => {
    const run = await stepwise(database.url)
    for (const phase of run.phases) await run.apply(phase)
    return run
  }
  const historyOf = async (id: number) =>
    await database.sql`
      select h.from_stage::text as was, h.to_stage::text as became
      from public.opportunity_stage_history as h where h.opportunity_id = ${id} order by h.id`

  it('outlive a rollback, and a move of the old application meanwhile is told', async () => {
    const [[moved], [still]] = await Promise.all([
      database.sql<{ id: number }[]>`
        select d.id::int as id from public.deals as d where d.stage = 'opportunity' order by d.id limit 1`,
      database.sql<{ id: number }[]>`
        select d.id::int as id from public.deals as d where d.stage = 'proposal-sent' order by d.id limit 1`,
    ])
    if (!moved || !still) throw new Error('the sample lacks a stage')
    const run = await migrate()
    // The migration itself moves nothing.
    expect(await database.sql`select from public.opportunity_stage_history`).toHaveLength(0)

    await database.sql`update public.opportunities set stage = 'needs_analysis' where id = ${moved.id}`
    // Through the old name too.
    await database.sql`update public.deals set stage = 'won' where id = ${still.id}`
    await database.sql`
      insert into public.saved_views (sales_id, resource, name)
      select s.id, 'opportunities', 'Mine' from public.sales as s limit 1`
    expect(await historyOf(still.id)).toEqual([{ was: 'proposal', became: 'closed_won' }])

    for (const phase of [...run.phases].reverse()) await run.rollBack(phase)
    await run.close()
    const parked = (await readParked(database.sql)).map(({ what, rows }) => [what, rows])
    expect(parked).toContainEqual(['changes of stage', 2])
    expect(parked).toContainEqual(['saved views of lists', 1])
    await database.sql`update public.deals set stage = 'lost' where id = ${still.id}`

    const again = await migrate()
    await again.close()
    expect(await historyOf(moved.id)).toEqual([{ was: 'qualified', became: 'needs_analysis' }])
    expect(await historyOf(still.id)).toEqual([
      { was: 'proposal', became: 'closed_won' },
      { was: 'closed_won', became: 'closed_lost' },
    ])
    expect(await database.sql`select from public.saved_views where name = 'Mine'`).toHaveLength(1)
  })
})
