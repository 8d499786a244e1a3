import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Stepwise, stepwise } from './stepwise.fixture.ts'

let database: TestDatabase
let run: Stepwise

beforeAll(async () => {
  database = await createLegacyDatabase({ generation: 'g21', deals: 60 })
  run = await stepwise(database.url)
})
afterAll(async () => {
  await run.close()
  await database.drop()
})

/** What users write while the way back reads what it has to keep, of rows that it has read already. */
const MEANWHILE = [
  `update public.opportunities set next_action = 'Call', priority = 'high' where id = 1`,
  `update public.opportunities set next_action = null where id = 2`,
  // Of these organizations one is a customer now, which follows from its opportunity, and one was made a partner by hand.
  `update public.opportunities set stage = 'closed_won' where id = 3`,
  `update public.companies set organization_type = 'customer'
   where id = (select o.customer_organization_id from public.opportunities as o where o.id = 3)`,
  `update public.companies set organization_type = 'partner', segment = 'Retail'
   where id = (select o.customer_organization_id from public.opportunities as o where o.id = 1)`,
  `update public.contacts set department = 'Sales' where id = 1`,
  `update public.tasks set opportunity_id = 1, repeat_unit = 'week', repeat_every = 1 where id = 1`,
  `insert into public.tasks (organization_id, text, type)
   select o.customer_organization_id, 'Written meanwhile', 'call' from public.opportunities as o where o.id = 1`,
  'delete from public.opportunities where id = 4',
]

it('what is written while the rest is kept comes back as well, and the old shape is whole', async () => {
  const { sql } = database
  const [first] = run.phases
  if (first === undefined) throw new Error('There are no phases')
  const isRequired = async () =>
    (
      await sql`
        select attnotnull as "isRequired" from pg_attribute
        where attrelid = 'public.tasks'::regclass and attname = 'contact_id'`
    )[0]
  expect(await isRequired()).toEqual({ isRequired: true })

  for (const phase of run.phases) await run.apply(phase)
  await sql`update public.opportunities set next_action = 'Forget' where id in (2, 5)`
  const state = async () => ({
    opportunities: await sql`
      select id, stage, next_action, priority from public.opportunities where id <= 6 order by id`,
    companies: await sql`
      select c.id, c.organization_type, c.segment from public.companies as c
      where c.id in (select o.customer_organization_id from public.opportunities as o where o.id <= 6) order by c.id`,
    contacts: await sql`select id, department from public.contacts where id <= 3 order by id`,
    tasks: await sql`
      select t.text, t.contact_id, t.opportunity_id, t.organization_id, t.repeat_unit from public.tasks as t
      where t.id <= 3 or t.contact_id is null order by t.id`,
  })

  for (const phase of run.phases.slice(1).toReversed()) await run.rollBack(phase)
  let written: Awaited<ReturnType<typeof state>> | null = null
  await run.rollBack({
    ...first,
    prepareRollback: async (work) => {
      await first.prepareRollback?.(work)
      for (const statement of MEANWHILE) await sql.unsafe(statement)
      written = await state()
    },
  })
  expect(await isRequired()).toEqual({ isRequired: true })
  expect(
    await sql`
      select tgname from pg_trigger where tgname like 'valence%' and tgname <> 'valence_append_only'
      union all select conname from pg_constraint where conname like 'valence%'
      union all select proname from pg_proc where proname = 'note_changed'`,
  ).toEqual([])

  await run.apply(first)
  expect(await state()).toEqual(written)
})
