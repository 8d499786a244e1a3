import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  browserPath,
  type CrmBrowser,
  openBrowser,
  publicDir,
  requestsDuring,
} from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn } from './rest-client.fixture.ts'

describe.runIf(browserPath !== null)('changes in the browser', () => {
  let stack: OpportunityStack
  let browser: CrmBrowser
  let ada: RestClient
  let bob: RestClient
  let page: Page
  let opportunity: { readonly id: number; readonly name: string }

  beforeAll(async () => {
    stack = await startOpportunityStack(publicDir)
    browser = await openBrowser(stack)
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
    const [row] = await stack.database.sql<{ id: number; name: string }[]>`
      select id::int as id, name from public.opportunities
      where stage = 'lead' and archived_at is null and not probability_manual order by id limit 1`
    if (!row) throw new Error('the sample has no lead')
    opportunity = row
    await bob.call('move_opportunity', { opportunity_id: row.id, new_stage: 'proposal' })
    await ada.ask('contacts?id=eq.1', { method: 'PATCH', body: { title: 'Chief buyer' } })
    page = await browser.signedIn(stack.users[0])
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })
  afterEach(() => {
    expect(browser.complaints()).toEqual([])
  })

  it('are told field by field, the newest first, and found by kind, by user and by day', async () => {
    const asked = await requestsDuring(page, async () => {
      await page.goto(`${stack.server.url}/settings/changes`)
      await page.getByRole('listitem').first().waitFor()
    })
    expect(asked.length).toBeLessThanOrEqual(6)
    const moved = page.getByRole('listitem').filter({ hasText: opportunity.name })
    await moved.getByText(/^Changed by Tom Okafor/).waitFor()
    expect(await moved.getByRole('definition').first().textContent()).toMatch(/Lead.*Proposal/s)
    expect(await moved.getByRole('link').getAttribute('href')).toBe(
      `/opportunities/${opportunity.id}/show`,
    )

    await page.getByRole('button', { name: 'Records' }).click()
    await page.getByRole('menuitem', { name: 'Contacts' }).click()
    await page.getByText('Chief buyer').waitFor()
    await expect.poll(() => moved.count()).toBe(0)
    await page.getByRole('button', { name: 'By' }).click()
    await page.getByRole('menuitem', { name: 'Tom Okafor' }).click()
    await page.getByText('Nothing matches these filters').waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await moved.waitFor()
    await page.getByRole('button', { name: 'Days' }).click()
    await page.getByLabel('To', { exact: true }).fill('2020-01-01')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('Nothing matches these filters').waitFor()
  })

  it('of one record are in its menu, for who only reads too, and are asked for when it is opened', async () => {
    const { password } = await ada.call<{ password: string }>('add_sales_user', {
      email: 'rita@crm.example',
      first_name: 'Rita',
      last_name: 'Reader',
      new_role: 'read_only',
    })
    const account = { salesId: 0, email: 'rita@crm.example', password }
    const hers = await browser.signedIn(account)
    const asked = await requestsDuring(hers, async () => {
      await hers.goto(`${stack.server.url}/opportunities/${opportunity.id}/show`)
      await hers.getByRole('heading', { name: 'Timeline' }).waitFor()
    })
    expect(asked.filter((path) => path.includes('list_record_changes'))).toEqual([])
    await hers.getByRole('button', { name: 'More' }).click()
    await hers.getByRole('menuitem', { name: 'History' }).click()
    const dialog = hers.getByRole('dialog', { name: `History: ${opportunity.name}` })
    await dialog.getByText(/^Changed by Tom Okafor/).waitFor()
    expect(await dialog.getByRole('definition').first().textContent()).toMatch(/Lead.*Proposal/s)
    await hers.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await hers.goto(`${stack.server.url}/settings/changes`)
    await hers
      .getByRole('heading', { name: 'Only administrators and managers see this page' })
      .waitFor()
    await hers.context().close()
  })

  it('are open to managers, as the users are, who change none of these', async () => {
    const { password } = await ada.call<{ password: string }>('add_sales_user', {
      email: 'mona@crm.example',
      first_name: 'Mona',
      last_name: 'Manager',
      new_role: 'manager',
    })
    const hers = await browser.signedIn({ salesId: 0, email: 'mona@crm.example', password })
    await hers.getByRole('button', { name: /^Account of/ }).click()
    await hers.getByRole('menuitem', { name: 'Settings' }).click()
    await hers.getByRole('listitem', { name: 'Tom Okafor' }).waitFor()
    expect(await hers.getByRole('combobox').count()).toBe(0)
    expect(await hers.getByRole('button', { name: /^(Add a user|More for)/ }).count()).toBe(0)
    await hers.getByRole('link', { name: 'Changes' }).click()
    await hers.getByRole('listitem').filter({ hasText: opportunity.name }).waitFor()
    await hers.context().close()
  })

  it('fit a phone without scrolling sideways', async () => {
    const phone = await browser.signedIn(stack.users[0], { viewport: { width: 390, height: 844 } })
    await phone.goto(`${stack.server.url}/settings/changes`)
    await phone.getByRole('listitem').first().waitFor()
    const isWide = await phone.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(isWide).toBe(false)
    await phone.context().close()
  })
})
