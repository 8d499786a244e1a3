import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Stepwise, stepwise } from './stepwise.fixture.ts'

let database: TestDatabase
let run: Stepwise

beforeAll(async () => {
  database = await createLegacyDatabase({ generation: 'g21', deals: 50 })
  await database.sql`
    insert into public.companies (id, name) values (900001, 'Left alone'), (900002, 'Customer')`
  await database.sql`
    insert into public.contacts (id, first_name, last_name, company_id) values (900001, 'Ada', 'Gone', 900001)`
  await database.sql`
    insert into public.deals (id, name, stage, company_id, contact_ids)
    values (900001, 'Beside a deletion', 'opportunity', 900002, '{900001}')`
  await database.sql`
    insert into public.deal_notes (id, deal_id, text) values (900001, 900001, 'Heard')`
  run = await stepwise(database.url)
})
afterAll(async () => {
  await run.close()
  await database.drop()
})

/**
 * Applies the phase; `deletions` have happened when all is copied. In replica mode, as keys that could not see a copy leave it.
 */
async function applyBeside(id: string, deletions: readonly string[]): Promise<void> {
  const phase = run.phases.find((candidate) => candidate.id === id)
  if (phase === undefined) throw new Error(`There is no phase ${id}`)
  await run.apply({
    ...phase,
    complete: async (work) => {
      await database.sql.begin(async (tx) => {
        await tx`set local session_replication_role = replica`
        for (const statement of deletions) await tx.unsafe(statement)
      })
      await phase.complete(work)
    },
  })
}

it('copies whose contact or organization was deleted beside their batch go with it', async () => {
  for (const id of ['1.1', '1.2']) await applyBeside(id, [])
  await applyBeside('1.3', [
    'delete from public.contact_organizations where contact_id = 900001',
    'delete from public.contacts where id = 900001',
    'delete from public.companies where id = 900001',
  ])
  const links = () => database.sql`
    select 'contact' as what, contact_id::int as id from public.opportunity_contacts where opportunity_id = 900001
    union all
    select role::text, organization_id::int from public.opportunity_participants where opportunity_id = 900001`
  expect(await links()).toEqual([{ what: 'customer', id: 900002 }])
  expect(
    await database.sql`select table_name, reason from valence_migration.parked_rows order by table_name`,
  ).toEqual([
    {
      table_name: 'opportunity_contacts',
      reason: 'its contact_id was deleted while it was copied',
    },
    {
      table_name: 'opportunity_participants',
      reason: 'its organization_id was deleted while it was copied',
    },
  ])

  await applyBeside('1.4', [
    'delete from public.opportunity_participants where opportunity_id = 900001',
    'update public.opportunities set customer_organization_id = null where id = 900001',
    'delete from public.companies where id = 900002',
  ])
  expect(
    await database.sql`
      select description, opportunity_id::int as opportunity, organization_id as organization
      from public.activities where opportunity_id = 900001`,
  ).toEqual([{ description: 'Heard', opportunity: 900001, organization: null }])
})
