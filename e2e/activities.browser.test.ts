import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'

describe.runIf(browserPath !== null)('search and the timeline in the browser', () => {
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
  const timeline = () => page.getByRole('region', { name: 'Timeline' })
  const latest = () => timeline().getByRole('listitem').first()
  const aContact = async () => {
    const [contact] = await stack.database.sql<{ id: number; first: string; last: string }[]>`
      select c.id::int as id, c.first_name as first, c.last_name as last from public.contacts as c
      where c.first_name is not null and c.last_name is not null and c.company_id is not null order by c.id limit 1`
    if (!contact) throw new Error('the sample has no contact')
    return contact
  }

  it('Ctrl+K finds a person with a letter wrong, from within a field, and opens them', async () => {
    const { first, last } = await aContact()
    await open('/organizations')
    await page.getByPlaceholder('Search organizations').click()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search' }).waitFor()
    await page.keyboard.type(`${first} ${last.slice(0, 2)}${last.slice(3)}`.toLowerCase())
    await page
      .getByRole('option', { name: `${first} ${last}` })
      .first()
      .waitFor()
    await page.getByText('Did you mean', { exact: false }).waitFor()
    await page
      .getByRole('option', { name: `${first} ${last}` })
      .first()
      .click()
    await page.waitForURL(/\/contacts\/\d+\/show/)
    await page.getByRole('heading', { name: `${first} ${last}` }).waitFor()
  })

  it('does what was typed: an action, and what it is about', async () => {
    const { first, last } = await aContact()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('go to fore')
    await page.getByRole('option', { name: 'Go to: Forecast' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/forecast')
    await page.keyboard.press('Control+k')
    await page.keyboard.type(`log a call with ${first} ${last}`)
    await page
      .getByRole('option', { name: `Log a call for ${first} ${last}` })
      .first()
      .click()
    await page.waitForURL('**/activities/create?type=call&contact=*')
    await page.getByLabel('What happened').fill('Called from the search')
    await page.getByRole('button', { name: 'Log it' }).click()
    await page.waitForURL('**/contacts/*/show')
    await latest().getByText('Called from the search').waitFor()
  })

  it('makes a task about what was typed, and shows it there', async () => {
    const { first, last } = await aContact()
    await open('/forecast')
    await page.getByRole('heading', { name: 'Forecast', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search' }).waitFor()
    await page.keyboard.type(`new task for ${first} ${last}`)
    await page
      .getByRole('option', { name: `New task for ${first} ${last}` })
      .first()
      .click()
    await page.waitForURL('**/tasks/create?contact=*')
    const id = Number(new URL(page.url()).searchParams.get('contact'))
    await page.getByLabel('What is to be done').fill('From the search')
    await page.getByRole('button', { name: 'Save task' }).click()
    await page.waitForURL(`**/contacts/${id}/show`)
    await page.getByRole('region', { name: 'Tasks' }).getByText('From the search').waitFor()
    const [task] = await stack.database.sql<{ contact: number; owner: number }[]>`
      select t.contact_id::int as contact, t.sales_id::int as owner
      from public.tasks as t where t.text = 'From the search'`
    expect(task).toEqual({ contact: id, owner: stack.users[0].salesId })
  })

  it('makes a task from the menu of what can be created, and none about nothing', async () => {
    await open('/organizations')
    await page
      .getByRole('button', { name: 'Create', exact: true })
      .filter({ visible: true })
      .click()
    await page.getByRole('menuitem', { name: 'New task' }).click()
    await page.getByLabel('What is to be done').fill('About an organization')
    await page.getByRole('button', { name: 'Save task' }).click()
    await page.getByText('Choose a contact, an opportunity or an organization').waitFor()
    await page.goto(`${stack.server.url}/tasks/create?organization=4`)
    await page.getByLabel('What is to be done').fill('About an organization')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL('**/organizations/4/show')
    await page.getByRole('region', { name: 'Tasks' }).getByText('About an organization').waitFor()
  })

  it('logs a call in three steps, with what is known of it and a follow-up', async () => {
    const [opportunity] = await stack.database.sql<{ id: number; name: string }[]>`
      select o.id::int as id, o.name from public.opportunities as o
      where cardinality(o.contact_ids) >= 2 and o.stage = 'proposal' order by o.id limit 1`
    await open(`/opportunities/${opportunity?.id}/show`)
    await page.getByRole('button', { name: 'Log a call' }).click()
    await page.getByLabel('What happened').fill('In three steps')
    await page.getByRole('button', { name: 'Log it' }).click()
    await latest().getByText('In three steps').waitFor()

    await page.getByRole('button', { name: 'Log a meeting' }).click()
    await page.getByLabel('What happened').fill('Long talk')
    await page.getByLabel('Minutes').fill('50')
    await page.getByLabel('Outcome').fill('They want a pilot')
    await page.getByRole('combobox', { name: 'Mood' }).click()
    await page.getByRole('option', { name: 'Positive' }).click()
    await page.getByLabel('Follow up on').fill('2031-02-03')
    await page.getByLabel('What to do then').fill('Send the pilot plan')
    await page.getByRole('button', { name: 'Log it' }).click()
    await latest()
      .getByText('50 min · Positive · They want a pilot · Follow-up Feb 3, 2031')
      .waitFor()
    const [logged] = await stack.database.sql`
      select a.activity_type::text as kind, a.opportunity_id::int as opportunity,
        (select count(*)::int from public.interaction_participants as p where p.activity_id = a.id) as people,
        (select cardinality(o.contact_ids) from public.opportunities as o where o.id = a.opportunity_id) as expected,
        (select count(*)::int from public.tasks as t where t.text = 'Send the pilot plan') as tasks
      from public.activities as a where a.description = 'Long talk'`
    expect(logged).toMatchObject({ kind: 'interaction', opportunity: opportunity?.id, tasks: 1 })
    expect(logged?.['people']).toBe(logged?.['expected'])
  })

  it('shows one kind at a time, and a change of stage as soon as it is made', async () => {
    await page
      .getByRole('group', { name: 'Stage', exact: true })
      .getByRole('button', { name: 'Negotiation' })
      .click()
    await timeline().getByRole('button', { name: 'Stages' }).click()
    await latest().getByText('Negotiation').waitFor()
    expect(await timeline().getByText('Long talk').count()).toBe(0)
    await timeline().getByRole('button', { name: 'Interactions' }).click()
    await timeline().getByText('Long talk').waitFor()
    await timeline().getByRole('button', { name: 'All', exact: true }).click()
  })

  it('tells what became of a field, by the names of what it refers to', async () => {
    const id = Number(/opportunities\/(\d+)/.exec(page.url())?.[1])
    const [other] = await stack.database.sql<{ id: number; name: string }[]>`
      select c.id, c.name from public.companies as c
      where c.id <> (select o.customer_organization_id from public.opportunities as o where o.id = ${id})
      order by c.id limit 1`
    await stack.database.sql`
      update public.opportunities set amount = 4321, customer_organization_id = ${other?.id ?? 0} where id = ${id}`
    await page.reload()
    await timeline().getByRole('button', { name: 'Changes' }).click()
    await latest().getByText('Amount').waitFor()
    await latest().getByText('4,321').waitFor()
    await latest()
      .getByText(other?.name ?? 'nobody')
      .waitFor()
    await timeline().getByRole('button', { name: 'Files' }).click()
    await timeline().getByText('Changed').waitFor({ state: 'detached' })
    await timeline().getByRole('button', { name: 'All', exact: true }).click()
  })

  it('edits an entry, and deletes it', async () => {
    const entry = timeline().getByRole('listitem').filter({ hasText: 'Long talk' })
    await entry.getByRole('button', { name: 'More for this entry' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await page.getByLabel('What happened').fill('Very long talk')
    await page.getByLabel('Minutes').fill('90')
    await timeline().getByRole('button', { name: 'Save' }).click()
    const edited = timeline().getByRole('listitem').filter({ hasText: 'Very long talk' })
    await edited.getByText(/^90 min/).waitFor()
    await edited.getByRole('button', { name: /^Edited .* · / }).click()
    const history = page.getByRole('dialog', { name: /^History/ })
    await history.getByText('Long talk', { exact: true }).first().waitFor()
    await history.getByText('Very long talk').first().waitFor()
    await history.getByRole('button', { name: 'Close' }).click()
    await history.waitFor({ state: 'detached' })
    await edited.getByRole('button', { name: 'More for this entry' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await edited.waitFor({ state: 'detached' })
    const [gone] = await stack.database.sql`
      select a.duration_minutes as minutes, a.deleted_at is not null as deleted from public.activities as a
      where a.description = 'Very long talk'`
    expect(gone).toEqual({ minutes: 90, deleted: true })
  })

  it('puts what was logged with a person to an opportunity of theirs, and takes it back', async () => {
    const [pair] = await stack.database.sql<{ contact: number; name: string }[]>`
      select l.contact_id::int as contact, o.name
      from public.opportunity_contacts as l
      join public.opportunities as o on o.id = l.opportunity_id and o.archived_at is null
      where o.stage = 'proposal' order by l.id limit 1`
    if (!pair) throw new Error('the sample has no open proposal')
    await stack.database.sql`
      insert into public.activities (activity_type, type, description, contact_id, created_by)
      values ('engagement', 'call', 'They want an offer', ${pair.contact}, ${stack.users[1].salesId})`
    await open(`/contacts/${pair.contact}/show`)
    const entry = timeline().getByRole('listitem').filter({ hasText: 'They want an offer' })
    await entry.getByRole('button', { name: 'More for this entry' }).click()
    await page.getByRole('menuitem', { name: 'Belongs to an opportunity' }).click()
    const dialog = page.getByRole('dialog', { name: 'To which opportunity does it belong?' })
    await dialog.getByRole('combobox', { name: 'Opportunity' }).click()
    await page.getByRole('option', { name: pair.name }).first().click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await entry.getByRole('link', { name: pair.name }).waitFor()
    await entry.getByRole('button', { name: 'More for this entry' }).click()
    await page.getByRole('menuitem', { name: 'Does not belong to the opportunity' }).click()
    await entry.getByRole('link', { name: pair.name }).waitFor({ state: 'detached' })
  })

  it('keeps what is typed while a day is there by half, by the button and by Ctrl+Enter', async () => {
    const { id } = await aContact()
    await open(`/contacts/${id}/show`)
    await timeline().getByRole('button', { name: 'Log a call' }).click()
    await page.getByLabel('What happened').fill('Half a day')
    await page.getByLabel('Follow up on').pressSequentially('05')
    await page.getByLabel('What happened').press('Control+Enter')
    await page.getByRole('button', { name: 'Log it' }).click()
    expect(await page.getByLabel('What happened').inputValue()).toBe('Half a day')
    expect(
      await stack.database.sql`select from public.activities where description = 'Half a day'`,
    ).toEqual([])
    await page.getByLabel('Follow up on').fill('2027-05-06')
    await page.getByLabel('What happened').press('Control+Enter')
    await latest().getByText('Half a day').waitFor()
    const [task] = await stack.database.sql<{ due: string }[]>`
      select due_date::text as due from public.tasks where text = 'Half a day'`
    expect(task?.due).toContain('2027-05-0')
  })
})
