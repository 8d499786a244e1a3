import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'

describe.runIf(browserPath !== null)('mentions', () => {
  let stack: OpportunityStack
  let browser: CrmBrowser
  let page: Page

  beforeAll(async () => {
    stack = await startOpportunityStack(publicDir)
    const [ada, bob] = stack.users
    await rename(ada, 'Ada', 'Berg')
    await rename(bob, 'Bob', 'Bergmann')
    await stack.database.sql`update public.tasks set done_date = now() where done_date is null`
    browser = await openBrowser(stack)
    page = await browser.signedIn(ada)
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })
  afterEach(() => {
    expect(browser.complaints()).toEqual([])
  })

  /** In the account, whose names the user takes with each sign-in. */
  const rename = ({ email }: { readonly email: string }, first: string, last: string) =>
    stack.database.sql`
      update auth.users
      set raw_user_meta_data = raw_user_meta_data || jsonb_build_object('first_name', ${first}::text, 'last_name', ${last}::text)
      where email = ${email}`
  const timeline = () => page.getByRole('region', { name: 'Timeline' })
  const latest = () => timeline().getByRole('listitem').first()
  const users = () => page.getByRole('listbox', { name: 'Users to mention' })
  const text = () => page.getByLabel('What happened')

  it('are chosen with the keyboard while one writes, and stand in the timeline as chips', async () => {
    await page.goto(`${stack.server.url}/contacts/3/show`)
    await page.getByRole('button', { name: 'Write a note' }).click()
    await text().pressSequentially('Please ask @ber')
    await users().getByRole('option', { name: 'Bob Bergmann', selected: true }).waitFor()
    expect(await users().getByRole('option').count()).toBe(1)
    await page.getByRole('status').filter({ hasText: '1 user to mention' }).waitFor()
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() =>
      (
        window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      ).axe.run(),
    )
    expect(violations.map(({ id }) => id)).toEqual([])
    await page.keyboard.press('Escape')
    await users().waitFor({ state: 'detached' })
    await text().pressSequentially('g', { delay: 50 })
    expect(await text().inputValue()).toBe('Please ask @berg')
    expect(await users().count()).toBe(0)
    for (const _letter of '@berg') await page.keyboard.press('Backspace')
    await text().pressSequentially('@')
    await users().getByRole('option').nth(0).waitFor()
    await text().pressSequentially('bob')
    await users().getByRole('option', { name: 'Bob Bergmann', selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await text().pressSequentially('soon')
    expect(await text().inputValue()).toBe('Please ask @Bob Bergmann soon')
    await page.keyboard.press('Control+Enter')
    const chip = latest().getByText('@Bob Bergmann', { exact: true })
    await chip.waitFor()
    const [stored] = await stack.database.sql<{ text: string; users: string[] }[]>`
      select n.text, array_agg(m.label) as users
      from public.activity_mentions as m
      join public.activities as a on a.id = m.activity_id
      join public.contact_notes as n on n.id = a.source_id
      group by n.text`
    expect(stored).toEqual({ text: 'Please ask @Bob Bergmann soon', users: ['@Bob Bergmann'] })
  })

  it('are said in the bell of whom they name, until they have followed them', async () => {
    const bob = await browser.signedIn(stack.users[1])
    const bell = (name: RegExp) => bob.getByRole('button', { name }).filter({ visible: true })
    await bell(/nothing is due today\. 1 new mention$/).click()
    await bob.getByRole('menuitem', { name: /^Ada Berg mentioned you.*Please ask/ }).click()
    await bob.waitForURL('**/contacts/3/show')
    await bob.getByText('@Bob Bergmann', { exact: true }).first().waitFor()
    await bell(/nothing is due today$/).waitFor()
    await bob.reload()
    await bell(/nothing is due today$/).click()
    await bob.getByText('Nobody mentioned you lately').waitFor()
    await bob.context().close()
  })

  it('come and go with an edit', async () => {
    await page.goto(`${stack.server.url}/contacts/3/show`)
    await latest().getByRole('button', { name: 'More for this entry' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await text().fill('Nobody is asked')
    await page.getByRole('button', { name: 'Save' }).click()
    await latest().getByText('Nobody is asked').waitFor()
    await latest().getByText('@Bob Bergmann', { exact: true }).waitFor({ state: 'detached' })
    const mentions = () => stack.database.sql`select from public.activity_mentions`
    await expect.poll(async () => (await mentions()).length).toBe(0)
  })
})
