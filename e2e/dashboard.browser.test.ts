import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { signIn, visitor } from './rest-client.fixture.ts'

const ARGUMENTS = {
  bounds: ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-09'].map((day) => `${day}T00:00:00Z`),
  first_month: '2020-01-01',
  owner_id: 1,
  hot_statuses: ['hot', 'Hot'],
  page_size: 4,
}

describe.runIf(browserPath !== null)('the dashboard', () => {
  let stack: OpportunityStack
  let browser: CrmBrowser
  let page: Page

  beforeAll(async () => {
    stack = await startOpportunityStack(publicDir)
    await stack.database.sql`
      update public.opportunities set actual_close_date = date_trunc('month', now())::date, archived_at = now()
      where id in (select o.id from public.opportunities as o where o.stage = 'closed_won' order by o.id limit 3)`
    await stack.database.sql`
      update public.opportunities set deleted_at = now()
      where id in (select o.id from public.opportunities as o where o.stage in ('closed_lost', 'lead') order by o.id limit 9)`
    browser = await openBrowser(stack)
    page = await browser.signedIn(stack.users[0])
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })
  afterEach(() => {
    expect(browser.complaints()).toEqual([])
  })

  const dollars = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: 0,
  })
  const entries = (count: number | undefined) =>
    page.getByText(new RegExp(`(?:of ${count}$|^${count} entr)`)).first()

  it('says in one call what SQL says', async () => {
    const { sql } = stack.database
    const ada = await signIn(stack.server, stack.users[0])
    const answer = await ada.call<Record<string, unknown>>('dashboard', ARGUMENTS)
    const months = await sql<Record<string, unknown>[]>`
      select to_char(day, 'YYYY-MM-01') as month,
        count(*) filter (where stage = 'closed_won')::int as won_count,
        coalesce(sum(amount) filter (where stage = 'closed_won'), 0)::float8 as won,
        count(*) filter (where stage = 'closed_lost')::int as lost_count,
        coalesce(sum(amount) filter (where stage = 'closed_lost'), 0)::float8 as lost
      from (
        select o.stage, o.amount, coalesce(o.actual_close_date, o.expected_closing_date)::date as day
        from public.opportunities as o
        where o.deleted_at is null and o.stage in ('closed_won', 'closed_lost')
      ) as closed
      where day is not null group by 1 order by 1`
    expect(months.length).toBeGreaterThan(3)
    expect(answer['months']).toEqual(months)
    const hot = await sql<{ id: number }[]>`
      select c.id::int as id from public.contacts as c
      where c.status in ('hot', 'Hot') and c.deleted_at is null order by c.last_seen desc nulls last, c.id desc`
    expect(answer['hot_contacts']).toMatchObject({
      total: hot.length,
      rows: hot.slice(0, 4).map(({ id }) => ({ id })),
    })
    expect(answer['stages']).toEqual(await ada.call('opportunity_board', { card_limit: 0 }))
    const { bounds, owner_id, page_size } = ARGUMENTS
    expect(answer['tasks']).toEqual(await ada.call('open_tasks', { bounds, owner_id, page_size }))
    await expect(visitor(stack.server).call('dashboard', ARGUMENTS)).rejects.toThrow(/40[13]/)
  })

  it('says in my day what SQL finds of today: what I logged or am mentioned in, and tasks that are due', async () => {
    const { sql } = stack.database
    const [ada, bob] = stack.users
    const at = (hour: number) => new Date(new Date().setHours(hour, 30, 0, 0)).toISOString()
    const log = (type: string, subject: string, by: number, when: string) => sql<{ id: number }[]>`
      insert into public.activities (activity_type, type, subject, organization_id, activity_date, created_by)
      values ('engagement', ${type}, ${subject}, 4, ${when}, ${by}) returning id::int as id`
    await sql`update public.tasks set due_date = now() - interval '40 days' where due_date::date between now()::date - 2 and now()::date + 2`
    await log('meeting', 'Late meeting', ada.salesId, at(17))
    await log('call', 'Early call', ada.salesId, at(8))
    await log('note', 'No meeting', ada.salesId, at(9))
    await log('call', 'Of someone else', bob.salesId, at(9))
    await log(
      'call',
      'Of yesterday',
      ada.salesId,
      new Date(Date.parse(at(8)) - 86_400_000).toISOString(),
    )
    const [visit] = await log('site_visit', 'Visit with me', bob.salesId, at(10))
    await sql`
      insert into public.activity_mentions (activity_id, sales_id, label) values (${visit?.id ?? 0}, ${ada.salesId}, '@Ada')`
    await sql`
      insert into public.tasks (organization_id, text, due_date, sales_id) values (4, 'Task at noon', ${at(12)}, ${ada.salesId})`
    const midnight = (offset: number) => {
      const day = new Date(new Date().setHours(0, 0, 0, 0))
      return new Date(day.setDate(day.getDate() + offset)).toISOString()
    }
    const expected = await sql<{ text: string }[]>`
      select a.subject as text from public.activities as a
      where a.deleted_at is null and a.activity_date >= ${midnight(0)} and a.activity_date < ${midnight(1)}
        and a.type in ('call', 'meeting', 'demo', 'site_visit', 'trade_show')
        and (a.created_by = ${ada.salesId} or a.id = ${visit?.id ?? 0})
      order by a.activity_date, a.id`
    expect(expected.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Early call', 'Visit with me', 'Late meeting']),
    )
    const client = await signIn(stack.server, ada)
    const { meetings } = await client.call<{ meetings: { subject: string }[] }>('dashboard', {
      ...ARGUMENTS,
      owner_id: ada.salesId,
      bounds: [0, 1, 2, 3].map(midnight),
    })
    expect(meetings.map(({ subject }) => subject)).toEqual(expected.map(({ text }) => text))

    await page.goto(stack.server.url)
    const day = page.getByRole('region', { name: 'My day' })
    await day.getByText('Late meeting').waitFor()
    const words = ((await day.textContent()) ?? '').replace(/\s+/g, ' ')
    const places = ['Early call', 'Visit with me', 'Task at noon', 'Late meeting'].map((text) =>
      words.indexOf(text),
    )
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(Math.min(...places)).toBeGreaterThan(-1)
    for (const text of ['No meeting', 'Of someone else', 'Of yesterday']) {
      expect(words).not.toContain(text)
    }
    await day.getByRole('checkbox', { name: 'Done: Task at noon' }).check()
    await day.getByText('Task at noon').waitFor({ state: 'detached' })
  })

  it('shows the open pipeline, and opens the list behind it', async () => {
    const [open] = await stack.database.sql<{ n: number; amount: number }[]>`
      select count(*)::int as n, sum(o.amount)::float8 as amount from public.opportunities as o
      where o.stage not in ('closed_won', 'closed_lost') and o.archived_at is null and o.deleted_at is null`
    const compact = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency: 'USD',
      notation: 'compact',
      maximumFractionDigits: 1,
    })
    await page.getByText(`${open?.n} opportunities`).first().waitFor()
    await page
      .getByRole('definition')
      .getByRole('link', { name: compact.format(open?.amount ?? 0) })
      .click()
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await entries(open?.n).waitFor()
  })

  it('says under «won» what the months beside it and the list behind it add up to', async () => {
    const [won] = await stack.database.sql<{ n: number; amount: number }[]>`
      select count(*)::int as n, sum(o.amount)::float8 as amount from public.opportunities as o
      where o.stage = 'closed_won' and o.deleted_at is null
        and date_trunc('month', coalesce(o.actual_close_date, o.expected_closing_date)::timestamp)
          between date_trunc('month', now()) - interval '11 months' and date_trunc('month', now())`
    await page.goto(stack.server.url)
    const card = page.locator('dl > div').filter({ hasText: 'Won in the last 12 months' })
    await card.getByText(`${won?.n} opportunities`).waitFor()
    const links = page
      .getByRole('region', { name: 'Won and lost by month' })
      .getByRole('link', { name: /^Won, / })
    await links.first().waitFor()
    const names = await links.evaluateAll((all) =>
      all.map((link) => link.getAttribute('title') ?? ''),
    )
    const amounts = names.map((name) => Number(/\$([\d,]+)/.exec(name)?.[1]?.replaceAll(',', '')))
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(won?.amount)
    await card.getByRole('link').click()
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await entries(won?.n).waitFor()
  })

  it('shows what was won this month, archived since or not, and opens the list behind it', async () => {
    const [won] = await stack.database.sql<{ n: number; amount: number }[]>`
      select count(*)::int as n, sum(o.amount)::float8 as amount from public.opportunities as o
      where o.stage = 'closed_won' and o.deleted_at is null
        and date_trunc('month', coalesce(o.actual_close_date, o.expected_closing_date)::timestamp) = date_trunc('month', now())`
    expect(won?.n).toBeGreaterThanOrEqual(3)
    await page.goto(stack.server.url)
    const panel = page.getByRole('region', { name: 'Won and lost by month' })
    const name = new RegExp(`^Won, .*: ${dollars.format(won?.amount ?? 0).replace('$', '\\$')}$`)
    await panel.getByRole('link', { name }).click()
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await entries(won?.n).waitFor()
  })

  it('lets a task be done where it stands, and takes the next one up', async () => {
    await page.goto(stack.server.url)
    const mine = page.getByRole('region', { name: 'My tasks' })
    const first = mine.getByRole('checkbox').first()
    await first.waitFor()
    const name = (await first.getAttribute('aria-label')) ?? ''
    const count = async () => {
      const [row] = await stack.database.sql<{ n: number }[]>`
        select count(*)::int as n from public.tasks as t
        where t.done_date is null and t.sales_id = ${stack.users[0].salesId}`
      return row?.n ?? 0
    }
    const before = await count()
    await first.check()
    await expect.poll(count).toBe(before - 1)
    await mine.getByRole('link', { name: `Show all ${before - 1}` }).waitFor()
    await page
      .getByRole('region', { name: 'Latest activity' })
      .getByText(name.replace('Done: ', 'Task done: '))
      .waitFor()
  })

  it('counts the stale ones, which its list and the switch of the board find', async () => {
    const ada = await signIn(stack.server, stack.users[0])
    const { total } = await ada.call<{ total: number }>('list_opportunities', {
      filter: { stale: true },
    })
    expect(total).toBeGreaterThan(0)
    await page.goto(stack.server.url)
    await page.getByRole('link', { name: `${total} stale` }).click()
    await page.waitForURL('**/opportunities?filter=*')
    await page.getByRole('button', { name: 'Board', exact: true }).click()
    await page
      .getByText(/^Stale since/)
      .first()
      .waitFor()
    const toggle = page.getByRole('button', { name: 'Stale', exact: true })
    expect(await toggle.getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await entries(total).waitFor()
    await page
      .getByText(/^Stale since/)
      .first()
      .waitFor()
    await toggle.click()
    await page.locator('[aria-pressed=false]', { hasText: 'Stale' }).waitFor()
  })

  it('shows three steps until there is something of each', async () => {
    const step = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    await page.goto(stack.server.url)
    await page.getByRole('link', { name: /stale$/ }).waitFor()
    expect(await step('Add a contact').count()).toBe(0)
    await stack.database.sql`delete from public.activities`
    await page.reload()
    await step('Log a note').waitFor()
    expect(await step('Add a contact').getByText('Done').count()).toBe(1)
    expect(await step('Log a note').getByText('Done').count()).toBe(0)
    await stack.database.sql`
      insert into public.activities (activity_type, type, contact_id) values ('engagement', 'call', 1)`
    await page.reload()
    await page.getByRole('link', { name: /stale$/ }).waitFor()
    expect(await step('Add a contact').count()).toBe(0)
  })
})
