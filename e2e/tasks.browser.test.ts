import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { signIn, visitor } from './rest-client.fixture.ts'

interface Group {
  readonly name: string
  readonly total: number
  readonly rows: readonly { id: number }[]
}

const BOUNDS = [
  '2026-11-02T00:00:00+01:00',
  '2026-11-03T00:00:00+01:00',
  '2026-11-04T00:00:00+01:00',
  '2026-11-09T00:00:00+01:00',
]

describe.runIf(browserPath !== null)('tasks', () => {
  let stack: OpportunityStack
  let browser: CrmBrowser
  let page: Page

  beforeAll(async () => {
    stack = await startOpportunityStack(publicDir)
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

  const open = (path: string) => page.goto(`${stack.server.url}${path}`)
  const group = (name: string) => page.getByRole('region', { name, exact: true })
  const taskCalled = async (text: string) => {
    const [task] = await stack.database.sql<Record<string, unknown>[]>`
      select t.sales_id::int as owner, t.type, t.done_date is not null as done, t.contact_id::int as contact,
        (t.due_date at time zone 'UTC')::date - (now() at time zone 'UTC')::date as days
      from public.tasks as t where t.text = ${text}`
    return task
  }

  it('are grouped as SQL groups them, one’s own and everyone’s, down to the first moment of a day', async () => {
    await stack.database.sql`
      update public.tasks set due_date = '2026-11-03 00:00:00+01', done_date = null where id % 17 = 0`
    await stack.database
      .sql`update public.tasks set due_date = null, done_date = null where id % 19 = 0`
    const ada = await signIn(stack.server, stack.users[0])
    for (const owner of [null, stack.users[0].salesId]) {
      const [today, tomorrow, after, week] = BOUNDS as [string, string, string, string]
      const expected = await stack.database.sql<{ name: string; ids: number[] }[]>`
        select name, array_agg(id::int order by due_date nulls last, id) as ids
        from (
          select t.id, t.due_date, case
            when t.due_date < ${today} then 'overdue' when t.due_date < ${tomorrow} then 'today'
            when t.due_date < ${after} then 'tomorrow' when t.due_date < ${week} then 'week' else 'later'
          end as name
          from public.tasks as t
          where t.done_date is null and (${owner}::bigint is null or t.sales_id = ${owner})
        ) as open group by name`
      const groups = await ada.call<Group[]>('open_tasks', {
        bounds: BOUNDS,
        owner_id: owner,
        page_size: 5000,
      })
      expect(groups.map(({ name }) => name)).toEqual([
        'overdue',
        'today',
        'tomorrow',
        'week',
        'later',
      ])
      for (const { name, total, rows } of groups) {
        const ids = expected.find((row) => row.name === name)?.ids ?? []
        expect([name, rows.map(({ id }) => id)]).toEqual([name, ids])
        expect(total).toBe(ids.length)
      }
      expect(groups.filter(({ total }) => total > 0).length).toBeGreaterThan(2)
    }
    await expect(visitor(stack.server).call('open_tasks', { bounds: BOUNDS })).rejects.toThrow(
      /40[13]/,
    )
  })

  it('are added with a contact, moved, given to someone else, and done', async () => {
    await open('/tasks')
    await page.getByRole('button', { name: 'Add task' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add task' })
    await dialog.getByLabel('What is to be done').fill('Ask for the plan')
    await dialog.getByRole('combobox', { name: 'Contact' }).fill('a')
    // The offer to make one called «a» is there before the answer.
    await page.getByRole('option').filter({ hasNotText: 'Create' }).first().click()
    await dialog.getByRole('button', { name: 'Save task' }).click()
    await group('Today').getByText('Ask for the plan').waitFor()
    expect(await taskCalled('Ask for the plan')).toMatchObject({
      owner: stack.users[0].salesId,
      days: 0,
    })

    const more = page.getByRole('button', { name: 'More for task: Ask for the plan' })
    await more.click()
    await page.getByRole('menuitem', { name: 'Move to tomorrow' }).click()
    await group('Tomorrow').getByText('Ask for the plan').waitFor()
    expect(await taskCalled('Ask for the plan')).toMatchObject({ days: 1 })

    const [other] = await stack.database.sql<{ name: string }[]>`
      select concat_ws(' ', s.first_name, s.last_name) as name from public.sales as s where s.id = ${stack.users[1].salesId}`
    await more.click()
    await page.getByRole('menuitem', { name: 'Edit or assign' }).click()
    await page.getByRole('combobox', { name: 'Owner' }).last().click()
    await page.getByRole('option', { name: other?.name ?? '' }).click()
    await page.getByRole('button', { name: 'Save task' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await more.waitFor({ state: 'detached' })
    expect(await taskCalled('Ask for the plan')).toMatchObject({
      owner: stack.users[1].salesId,
      days: 1,
    })

    await page.getByRole('combobox', { name: 'Owner' }).click()
    await page.getByRole('option', { name: other?.name ?? '' }).click()
    await group('Tomorrow').getByRole('checkbox', { name: 'Done: Ask for the plan' }).check()
    await more.waitFor({ state: 'detached' })
    const done = await taskCalled('Ask for the plan')
    expect(done).toMatchObject({ done: true })
    await open(`/contacts/${done?.['contact']}/show`)
    await page
      .getByRole('region', { name: 'Timeline' })
      .getByText('Task done: Ask for the plan')
      .waitFor()
  })

  it('are added, repeated and done on the page of an opportunity and of an organization', async () => {
    const [opportunity] = await stack.database.sql<{ id: number; name: string; company: number }[]>`
      select o.id::int as id, o.name, o.customer_organization_id::int as company
      from public.opportunities as o
      where o.stage = 'lead' and o.customer_organization_id is not null and o.archived_at is null
      order by o.id limit 1`
    await open(`/opportunities/${opportunity?.id}/show`)
    const panel = group('Tasks')
    await panel.getByRole('button', { name: 'Add task' }).click()
    await panel.getByLabel('What is to be done').fill('Check the plan')
    await panel.getByRole('button', { name: 'Save task' }).click()
    await panel.getByRole('checkbox', { name: 'Done: Check the plan' }).waitFor()

    await panel.getByRole('button', { name: 'More for task: Check the plan' }).click()
    await page.getByRole('menuitem', { name: 'Edit or assign' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit or assign' })
    await dialog.getByRole('combobox', { name: 'Repeats' }).click()
    await page.getByRole('option', { name: 'By weeks' }).click()
    await dialog.getByLabel('Every how many').fill('2')
    await dialog.getByRole('button', { name: 'Save task' }).click()
    await panel.getByText('every 2 weeks').waitFor()

    await open(`/organizations/${opportunity?.company}/show`)
    await panel.getByRole('link', { name: opportunity?.name ?? '' }).waitFor()
    await panel.getByRole('checkbox', { name: 'Done: Check the plan' }).check()
    const timeline = page.getByRole('region', { name: 'Timeline' })
    await timeline.getByText('Task done: Check the plan').waitFor()
    await panel.getByRole('checkbox', { name: 'Done: Check the plan', checked: false }).waitFor()
    const days = await stack.database.sql`
      select (t.due_date at time zone 'UTC')::date - (now() at time zone 'UTC')::date as days, t.done_date is not null as done
      from public.tasks as t where t.text = 'Check the plan' order by t.id`
    expect([...days]).toEqual([
      { days: 0, done: true },
      { days: 14, done: false },
    ])

    await panel.getByRole('button', { name: 'Add task' }).click()
    await panel.getByLabel('What is to be done').fill('Ask who decides')
    await panel.getByRole('button', { name: 'Save task' }).click()
    await panel.getByRole('checkbox', { name: 'Done: Ask who decides' }).waitFor()
    await open('/tasks')
    await group('Today').getByText('Ask who decides').waitFor()
  })

  it('say which open opportunities have no next step, as SQL does', async () => {
    await stack.database.sql`
      update public.opportunities set next_action = null, next_action_date = null where id % 4 = 0`
    await stack.database.sql`
      update public.tasks set opportunity_id = 1 + id % 600, done_date = null where id % 6 = 0`
    const [row] = await stack.database.sql<{ n: number }[]>`
      select count(*)::int as n from public.opportunities as o
      where o.stage not in ('closed_won', 'closed_lost') and o.archived_at is null and o.deleted_at is null
        and o.next_action is null and o.next_action_date is null
        and not exists (select from public.tasks as t where t.opportunity_id = o.id and t.done_date is null)`
    await open('/tasks?owner=all')
    const panel = group('No next step')
    await panel.getByRole('link', { name: `Show all ${row?.n}` }).click()
    await page.waitForURL('**/opportunities?filter=*')
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page
      .getByText(new RegExp(`(?:of ${row?.n}$|^${row?.n} entr)`))
      .first()
      .waitFor()
  })
})
