import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'

describe.runIf(browserPath !== null)('users in the browser', () => {
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
  const addUser = async (name: string, role: string): Promise<string> => {
    await open('/settings/users')
    await page.getByRole('button', { name: 'Add a user' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('First name').fill(name)
    await dialog.getByLabel('Last name').fill('Newcomer')
    await dialog.getByLabel('E-mail').fill(`${name}@crm.example`)
    await dialog.getByLabel('Role').click()
    await page.getByRole('option', { name: role }).click()
    await dialog.getByRole('button', { name: 'Add a user' }).click()
    const password = await page.getByRole('textbox', { name: 'Password' }).inputValue()
    await page.getByRole('button', { name: 'I have noted it' }).click()
    return password
  }

  it('are added with a password that is shown once, and change it on their own page', async () => {
    const password = await addUser('Sally', 'Sales')
    const account = { salesId: 0, email: 'sally@crm.example', password }
    const hers = await browser.signedIn(account)
    await hers.getByRole('button', { name: 'Account of Sally Newcomer' }).click()
    await hers.getByRole('menuitem', { name: 'Your profile' }).click()
    await hers.getByLabel(/^New password(?!,)/).fill('a-new-secret-42')
    await hers.getByLabel('New password, again').fill('a-new-secret-42')
    await hers.getByRole('button', { name: 'Change the password' }).click()
    await hers.getByText('Password changed').waitFor()
    await hers.getByLabel('Last name').fill('Renamed')
    await hers.getByRole('button', { name: 'Save the name' }).click()
    await hers.getByText('Name saved').waitFor()
    await hers.context().close()
    const again = await browser.signedIn({ ...account, password: 'a-new-secret-42' })
    await again.getByRole('button', { name: 'Account of Sally Renamed' }).waitFor()
    await again.context().close()
  })

  it('who only read are offered nothing that writes', async () => {
    const password = await addUser('Rita', 'Read only')
    const hers = await browser.signedIn({ salesId: 0, email: 'rita@crm.example', password })
    for (const path of ['/contacts', '/organizations', '/opportunities']) {
      await hers.goto(`${stack.server.url}${path}`)
      await hers.getByRole('heading', { level: 1 }).waitFor()
      await hers.waitForTimeout(800)
      expect(
        await hers.getByRole('link', { name: /^New (contact|organization|opportunity)$/ }).count(),
        path,
      ).toBe(0)
      expect(await hers.getByRole('button', { name: 'Create' }).count(), path).toBe(0)
    }
    for (const path of ['/contacts/3/show', '/organizations/3/show', '/opportunities/3/show']) {
      await hers.goto(`${stack.server.url}${path}`)
      await hers.getByRole('heading', { name: 'Timeline' }).waitFor()
      expect(await hers.getByRole('link', { name: 'Edit' }).count(), path).toBe(0)
      expect(await hers.getByRole('button', { name: /^Log/ }).count(), path).toBe(0)
    }
    await hers.getByRole('button', { name: /^Account of/ }).click()
    expect(await hers.getByRole('menuitem', { name: 'Settings' }).count()).toBe(0)
    await hers.context().close()
  })

  it('get another role, are disabled and enabled; the last administrator stays', async () => {
    await addUser('Dora', 'Sales')
    const row = page.getByRole('listitem', { name: 'Dora Newcomer' })
    await row.getByRole('combobox', { name: 'Role of Dora Newcomer' }).click()
    await page.getByRole('option', { name: 'Read only' }).click()
    await page.getByText('Role changed').waitFor()
    await row.getByRole('button', { name: 'More for Dora Newcomer' }).click()
    await page.getByRole('menuitem', { name: 'Disable' }).click()
    await row.getByText('Disabled').waitFor()
    await row.getByRole('button', { name: 'More for Dora Newcomer' }).click()
    await page.getByRole('menuitem', { name: 'Enable' }).click()
    await row.getByText('Disabled').waitFor({ state: 'detached' })

    const mine = page.getByRole('listitem').filter({ hasText: '(you)' })
    await mine.getByRole('combobox').click()
    await page.getByRole('option', { name: 'Sales' }).click()
    await page.getByText('This is the last administrator').waitFor()
    const [left] = await stack.database.sql`
      select count(*)::int as count from public.sales where administrator`
    expect(left?.['count']).toBe(1)
    // The refusal is an answer that browsers write down as an error.
    expect(browser.complaints().filter((text) => !text.includes('status of 4'))).toEqual([])
  })

  it('are for administrators and managers only', async () => {
    const other = await browser.signedIn(stack.users[1])
    await other.goto(`${stack.server.url}/settings/users`)
    await other
      .getByRole('heading', { name: 'Only administrators and managers see this page' })
      .waitFor()
    await other.context().close()
  })

  it('have their language wherever they sign in', async () => {
    const [, bob] = stack.users
    const here = await browser.signedIn(bob)
    await here.getByRole('button', { name: /^Account of/ }).click()
    const saved = here.waitForResponse((answer) => answer.url().endsWith('/auth/v1/user'))
    await here.getByRole('menuitemradio', { name: 'Français' }).click()
    expect((await saved).status()).toBe(200)
    await here.getByRole('heading', { name: 'Tableau de bord' }).waitFor()
    await here.context().close()

    const there = await browser.signedIn(bob)
    await there.getByRole('heading', { name: 'Tableau de bord' }).waitFor()
    await there.context().close()
  })

  it('fit a phone without scrolling sideways', async () => {
    const phone = await browser.signedIn(stack.users[0], { viewport: { width: 390, height: 844 } })
    for (const path of ['/settings/users', '/profile']) {
      await phone.goto(`${stack.server.url}${path}`)
      await phone.getByRole('heading', { level: 1 }).waitFor()
      await phone.waitForTimeout(800)
      const isWide = await phone.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(isWide, path).toBe(false)
    }
    await phone.context().close()
  })
})
