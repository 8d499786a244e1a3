import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'

describe.runIf(browserPath !== null)('duplicates in the browser', () => {
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
  const contact = async (first: string, title: string, email: string): Promise<number> => {
    const [row] = await stack.database.sql<{ id: number }[]>`
      insert into public.contacts (first_name, last_name, title, avatar, tags, email_jsonb, phone_jsonb)
      values (${first}, 'Twin', ${title}, '{}', '{}', ${stack.database.sql.json([{ email, type: 'Work' }])}, '[]')
      returning id::int as id`
    return row?.id ?? 0
  }
  const titles = (ids: readonly number[]) =>
    stack.database.sql`
      select first_name, title, deleted_at is not null as gone from public.contacts
      where id = any (${[...ids]}) order by id`

  it('are warned of while one is typed, and saving stays possible', async () => {
    const id = await contact('Wanda', 'Boss', 'wanda@twin.example')
    await open('/contacts/create')
    await page.getByLabel('E-mail', { exact: true }).fill('WANDA@twin.example')
    const warning = page.getByRole('status').filter({ hasText: 'This may be there already' })
    await warning.getByText('same e-mail').waitFor()
    expect(await warning.getByRole('link', { name: 'Wanda Twin' }).getAttribute('href')).toContain(
      `/contacts/${id}/show`,
    )
    await page.getByLabel('E-mail', { exact: true }).fill('nobody@twin.example')
    await page.getByLabel('First name').fill('Nobody')
    await page.getByLabel('Last name').fill('Here')
    await warning.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Create contact' }).click()
    await page.getByRole('heading', { name: 'Nobody Here' }).waitFor()
  })

  it('are compared and merged by choosing, and Undo makes them two again', async () => {
    const ids = [
      await contact('Mia', 'Chosen not', 'mia@twin.example'),
      await contact('Mia M.', 'Chosen', 'mia@twin.example'),
    ]
    await open('/contacts/duplicates')
    const pair = page.getByRole('listitem', { name: 'Mia Twin, Mia M. Twin' })
    await pair.getByRole('button', { name: 'Compare and merge' }).click()
    const title = page.getByRole('radiogroup', { name: 'Job title' })
    await title.getByRole('radio', { name: 'Chosen', exact: true }).check()
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByText('Merged: Mia M. Twin').waitFor()
    await pair.waitFor({ state: 'detached' })
    expect(await titles(ids)).toEqual([
      { first_name: 'Mia', title: 'Chosen', gone: false },
      { first_name: 'Mia M.', title: 'Chosen', gone: true },
    ])
    await page.getByRole('button', { name: 'Undo' }).click()
    await pair.waitFor()
    expect(await titles(ids)).toEqual([
      { first_name: 'Mia', title: 'Chosen not', gone: false },
      { first_name: 'Mia M.', title: 'Chosen', gone: false },
    ])
  })

  it('are taken apart again later, from the list of merges', async () => {
    const ids = [
      await contact('Late', 'One', 'late@twin.example'),
      await contact('Later', 'Two', 'late@twin.example'),
    ]
    await open('/contacts/duplicates')
    const pair = page.getByRole('listitem', { name: 'Late Twin, Later Twin' })
    await pair.getByRole('button', { name: 'Compare and merge' }).click()
    await page.getByRole('radiogroup', { name: 'This one stays' }).getByRole('radio').nth(1).check()
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByText('Merged: Late Twin').waitFor()
    expect((await titles(ids)).map((row) => row['gone'])).toEqual([true, false])
    await open('/contacts/duplicates')
    await page.getByRole('button', { name: 'Take back the merge of Late Twin' }).click()
    await pair.waitFor()
    expect((await titles(ids)).map((row) => row['gone'])).toEqual([false, false])
  })

  it('that are none are remembered as such', async () => {
    await contact('Apart', 'One', 'apart@twin.example')
    await contact('Aparter', 'Two', 'apart@twin.example')
    await open('/contacts/duplicates')
    const pair = page.getByRole('listitem', { name: 'Apart Twin, Aparter Twin' })
    await pair.getByRole('button', { name: 'Not a duplicate' }).click()
    await pair.waitFor({ state: 'detached' })
    await open('/contacts/duplicates')
    await page.getByRole('heading', { name: 'Likely duplicates: Contacts' }).waitFor()
    await page.getByRole('button', { name: 'Compare and merge' }).first().waitFor()
    expect(await pair.count()).toBe(0)
  })

  it('of organizations are found under the menu of their list', async () => {
    await stack.database.sql`
      insert into public.companies (name, city) values ('Twinning GmbH', 'Ulm'), ('twinning', 'Bonn')`
    await open('/organizations')
    await page.getByRole('button', { name: 'More actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Likely duplicates' }).click()
    const pair = page.getByRole('listitem', { name: 'Twinning GmbH, twinning' })
    await pair.getByRole('button', { name: 'Compare and merge' }).click()
    await page
      .getByRole('radiogroup', { name: 'City' })
      .getByRole('radio', { name: 'Bonn' })
      .check()
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByText('Merged: twinning').waitFor()
    const rows = await stack.database.sql`
      select name, city from public.companies where name ilike 'twinning%' and deleted_at is null`
    expect(rows).toEqual([{ name: 'Twinning GmbH', city: 'Bonn' }])
  })
})
