import type { TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { USER, userDatabase } from './user-database.fixture.ts'

describe('settings that are saved', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await userDatabase()
    await database.sql`
      insert into public.configuration (id, config) values (1, '{"currency": {"code": 5}, "title": "Works"}')
      on conflict (id) do update set config = excluded.config`
  })
  afterAll(() => database?.drop())

  const save = (settings: unknown) =>
    database.asUser(
      USER,
      (tx) =>
        tx`update public.configuration as c set config = c.config || ${tx.json(settings as never)} where c.id = 1`,
    )

  it.each([
    { currency: 'EURO' },
    { currency: 5 },
    { title: ['x'] },
    { taskTypes: [null] },
    { taskTypes: [{ value: 'call' }] },
    { noteStatuses: [{ value: 'hot', label: 'Hot', color: 'red;} body{display:none}' }] },
    { companySectors: 'none' },
    { stageLimits: { lead: 0 } },
    { opportunityStages: { probabilities: { lead: 101 } } },
    { opportunityStages: { colors: { lead: 'url(//x.example)' } } },
  ])('are refused where they would break a page: %j', async (settings) => {
    await expect(save(settings)).rejects.toMatchObject({ code: '23514', hint: expect.any(String) })
  })

  it('are taken where they make sense, beside what was there before, whatever that is', async () => {
    await save({
      taskTypes: [{ value: 'call', label: 'Call' }],
      noteStatuses: [{ value: 'hot', label: 'Hot', color: '#ff0000' }],
      stageLimits: { lead: 7, proposal: null },
      opportunityStages: {
        labels: { lead: 'Enquiry' },
        probabilities: { lead: 5 },
        colors: { lead: '#aa3300' },
      },
      ofTheirOwn: [1, 'x'],
    })
    await save({ currency: 'CHF', title: null })
    const [row] = await database.sql`
      select c.config ->> 'currency' as currency, c.config -> 'ofTheirOwn' as own from public.configuration as c`
    expect(row).toEqual({ currency: 'CHF', own: [1, 'x'] })
  })
})
