import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Stepwise, stepwise } from './stepwise.fixture.ts'

let database: TestDatabase
let run: Stepwise
beforeEach(async () => {
  database = await createLegacyDatabase({ generation: 'g21' })
  run = await stepwise(database.url)
  return async () => {
    await run.close()
    await database.drop()
  }
})

/** A rule that came after the plan was made, and that rows of long ago break: each update of such a row fails. */
const refuseAmount = (ids: string) => `
  update public.deals set amount = 13 where id in (${ids});
  alter table public.deals add constraint deals_amount_is_lucky check (amount <> 13) not valid`

const foundation = () => {
  const [phase] = run.phases
  if (phase === undefined) throw new Error('there is no phase')
  return phase
}

describe('a row that cannot be taken along', () => {
  it('is left as it is, with its reason, and all others go', async () => {
    await database.sql.unsafe(refuseAmount('7, 41'))
    await run.apply(foundation())
    const rows = await database.sql`
      select step, row_id, reason, data ->> 'amount' as amount from valence_migration.quarantined_rows order by id`
    expect(rows.map((row) => [row['step'], row['row_id'], row['amount']])).toEqual([
      ['opportunities', '7', '13'],
      ['opportunities', '41', '13'],
    ])
    expect(rows[0]?.['reason']).toContain('deals_amount_is_lucky')
    expect(rows[0]?.['reason']).toContain('SQLSTATE 23514')
    const without = await database.sql`
      select id from public.opportunities where stage is null order by id`
    expect(without.map((row) => row['id'])).toEqual([7, 41])
    const [old] = await database.sql`select amount, stage from public.deals where id = 7`
    expect(old?.['amount']).toBe(13)
  })

  it('is taken along by the next attempt once it is mended', async () => {
    await database.sql.unsafe(refuseAmount('7'))
    await run.apply(foundation())
    await database.sql`alter table public.opportunities drop constraint deals_amount_is_lucky`
    await run.apply(foundation())
    expect(await database.sql`select * from valence_migration.quarantined_rows`).toHaveLength(0)
    const [column] = await database.sql`
      select attnotnull from pg_attribute where attrelid = 'public.opportunities'::regclass and attname = 'stage'`
    expect(column?.['attnotnull']).toBe(true)
  })

  it('stops the run when it is one of more than 1 %, and the way back is exact', async () => {
    await database.sql.unsafe(refuseAmount('select id from public.deals'))
    const before = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
    await expect(run.apply(foundation())).rejects.toMatchObject({
      code: 'VAL-QUARANTINE',
      exitCode: 1,
      object: expect.stringContaining('opportunities 1: '),
    })
    await run.rollBack(foundation())
    expect(await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })).toBe(before)
  })
})
