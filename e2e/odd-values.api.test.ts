import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn } from './rest-client.fixture.ts'

describe('pages on a database with odd values', () => {
  let stack: OpportunityStack
  let ada: RestClient
  beforeAll(async () => {
    stack = await startOpportunityStack()
    ada = await signIn(stack.server, stack.users[0])
    const { sql } = stack.database
    for (const day of ['infinity', '-infinity', '20255-01-01', '0044-03-15 BC']) {
      const [company] = await sql<{ id: number }[]>`
        insert into public.companies (name, sector, created_at) values ('', 'no such sector', ${day}::text::timestamptz) returning id::int as id`
      const [contact] = await sql<{ id: number }[]>`
        insert into public.contacts (first_name, last_name, status, first_seen, last_seen)
        values ('', '', 'no such status', ${day}::text::timestamptz, ${day}::text::timestamptz) returning id::int as id`
      await sql`
        insert into public.opportunities (name, stage, category, customer_organization_id, amount, created_at, expected_closing_date, sales_id)
        select '', stage, 'no such category', ${company?.id ?? 0}, 1, ${day}::text::timestamptz, ${day}::text::timestamptz, ${stack.users[0].salesId}
        from unnest(array['lead', 'closed_won', 'closed_lost']::public.opportunity_stage[]) as stage`
      await sql`
        insert into public.tasks (text, type, contact_id, due_date, sales_id)
        values ('', 'no such type', ${contact?.id ?? 0}, ${day}::text::timestamptz, ${stack.users[0].salesId})`
    }
  })
  afterAll(() => stack?.stop())

  it.each([
    ['opportunity_board', {}],
    ['opportunity_forecast', {}],
    ['list_opportunities', { sort: 'closing_day', page_size: 5000 }],
    ['list_opportunities', { filter: { stale: true }, page_size: 5000 }],
    ['list_contacts', { sort: 'last_seen', page_size: 5000 }],
    ['list_organizations', { sort: 'created_at', page_size: 5000 }],
    ['search_everything', { query: 'a' }],
    ['likely_duplicates', { resource: 'contacts' }],
    ['likely_duplicates', { resource: 'organizations' }],
    ['count_setting_uses', {}],
  ])('%s %j answers', async (name, args) => {
    expect(await ada.call(name, args)).toBeTruthy()
  })

  it('the dashboard answers', async () => {
    const bounds = [0, 1, 2, 7].map((days) =>
      new Date(Date.now() + days * 86_400_000).toISOString(),
    )
    const asked = {
      bounds,
      first_month: '2020-01-01',
      owner_id: stack.users[0].salesId,
      hot_statuses: [],
    }
    expect(await ada.call('dashboard', asked)).toHaveProperty('months')
  })
})
