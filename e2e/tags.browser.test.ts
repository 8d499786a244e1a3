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

const MOST_REQUESTS = 6

describe.runIf(browserPath !== null)('tags in the browser', () => {
  let stack: OpportunityStack
  let browser: CrmBrowser
  let page: Page

  beforeAll(async () => {
    stack = await startOpportunityStack(publicDir)
    // Before anyone signs in: the browser keeps the tags for some minutes.
    await stack.database.sql`
      insert into public.tags (name, color)
      values ('Bulk', '#9fd3b4'), ('On board', '#b9aee6'), ('Doomed', '#e3a79b')`
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
  const tagNamed = async (name: string) => {
    const [row] = await stack.database.sql<{ id: number; color: string }[]>`
      select id::int as id, color from public.tags where name = ${name}`
    return row
  }
  const usesOf = async (name: string): Promise<number> => {
    const [row] = await stack.database.sql<{ count: number }[]>`
      select count(*)::int as count from public.record_tags as l
      join public.tags as t on t.id = l.tag_id where t.name = ${name}`
    return row?.count ?? 0
  }

  it('are made, renamed and recoloured on their page, which says what has them', async () => {
    await open('/')
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Tags' }).click()
    await page.getByRole('heading', { name: 'Tags', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'New tag' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Brand new')
    await page.getByRole('button', { name: 'Save' }).click()
    const row = page.getByRole('listitem', { name: 'Brand new', exact: true })
    await row.getByText('Not used').waitFor()

    await row.getByRole('button', { name: 'Edit the tag Brand new' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Strategic')
    await page.getByRole('dialog').getByLabel('Colour').fill('#aa3355')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem', { name: 'Strategic', exact: true }).waitFor()
    expect((await tagNamed('Strategic'))?.color).toBe('#aa3355')

    await page.getByRole('button', { name: 'New tag' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill(' strategic ')
    await page.getByText('There is a tag of this name').waitFor()
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it('are chosen in the forms of new organizations, opportunities and contacts, also new ones', async () => {
    for (const [path, name, save, shown] of [
      ['/organizations/create', 'Name', 'Create organization', 'Tagged at once'],
      ['/opportunities/create', 'Name', 'Create opportunity', 'Tagged at once'],
      ['/contacts/create', 'Last name', 'Create contact', 'Given Tagged at once'],
    ] as const) {
      await open(path)
      await page.getByLabel(name, { exact: false }).first().fill('Tagged at once')
      if (path === '/contacts/create') await page.getByLabel('First name').fill('Given')
      await page.getByRole('combobox', { name: 'Tags' }).fill('Bulk')
      await page.getByRole('option', { name: 'Bulk', exact: true }).click()
      await page.getByRole('combobox', { name: 'Tags' }).fill(`New with ${name} ${path}`)
      await page.getByRole('option', { name: /^Create/ }).click()
      await page.getByRole('button', { name: `New with ${name} ${path}` }).waitFor()
      await page.getByRole('button', { name: save }).click()
      await page.getByRole('heading', { name: shown, level: 1 }).waitFor()
      await page.getByText('Bulk', { exact: true }).first().waitFor()
    }
    expect(await usesOf('Bulk')).toBe(2)
    const [contact] = await stack.database.sql<{ count: number }[]>`
      select cardinality(c.tags)::int as count from public.contacts as c where c.last_name = 'Tagged at once'`
    expect(contact?.count).toBe(2)
    await stack.database.sql`delete from public.record_tags`
  })

  it('are given to the chosen organizations, and Undo takes them away', async () => {
    await open('/organizations')
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    const boxes = page.getByRole('row').getByRole('checkbox')
    await boxes.nth(1).check()
    await boxes.nth(2).check()
    const bar = page.getByRole('toolbar', { name: 'Change the tags of the chosen ones' })
    await bar.getByRole('button', { name: 'Add tag' }).click()
    await page.getByRole('menuitem', { name: 'Bulk' }).click()
    await page.getByText('Bulk: given to 2').waitFor()
    expect(await usesOf('Bulk')).toBe(2)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => usesOf('Bulk')).toBe(0)
  })

  it('are given to all under the filters with a new name, and the list is filtered by it', async () => {
    await open('/organizations?filter=%7B%22priority%22%3A%5B%22A%22%5D%7D')
    const [wanted] = await stack.database.sql<{ count: number }[]>`
      select count(*)::int as count from public.companies where priority = 'A' and deleted_at is null`
    await page.getByRole('row').getByRole('checkbox').nth(1).check()
    await page.getByRole('button', { name: `Choose all ${wanted?.count}` }).click()
    await page.getByRole('button', { name: 'Add tag' }).click()
    await page.getByRole('menuitem', { name: 'New tag …' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('All A')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(`All A: given to ${wanted?.count}`).waitFor()
    expect(await usesOf('All A')).toBe(wanted?.count)

    await open('/settings/tags')
    await page
      .getByRole('listitem', { name: 'All A', exact: true })
      .getByRole('link', { name: `${wanted?.count} organizations` })
      .click()
    await page.getByRole('button', { name: 'Tag: All A' }).waitFor()
  })

  it('of an opportunity are changed on its page, shown on its card, and filter the board', async () => {
    const [card] = await stack.database.sql<{ id: number; name: string }[]>`
      select id::int as id, name from public.opportunities
      where stage = 'lead' and deleted_at is null and archived_at is null order by index, id limit 1`
    await open(`/opportunities/${card?.id}/show`)
    await page.getByRole('combobox', { name: 'Tags' }).fill('On b')
    await page.getByRole('option', { name: 'On board' }).click()
    await expect.poll(() => usesOf('On board')).toBe(1)
    await open('/opportunities')
    await page.getByRole('button', { name: 'Tag', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: 'On board' }).click()
    await page.keyboard.press('Escape')
    const link = page.getByRole('link').filter({ hasText: card?.name ?? '' })
    await link.getByText('On board').waitFor()
    await open(`/opportunities/${card?.id}/show`)
    await page.getByRole('combobox', { name: 'Tags' }).focus()
    await page.keyboard.press('Backspace')
    await expect.poll(() => usesOf('On board')).toBe(0)
  })

  it('are deleted only after it was said what has them', async () => {
    await stack.database.sql`
      insert into public.record_tags (tag_id, organization_id)
      select t.id, c.id
      from public.tags as t, (select id from public.companies where deleted_at is null limit 2) as c
      where t.name = 'Doomed'`
    await open('/settings/tags')
    await page.getByRole('button', { name: 'Delete the tag Doomed' }).click()
    await page.getByText('It is taken from 2 organizations.').waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('Tag deleted').waitFor()
    expect([await tagNamed('Doomed'), await usesOf('Doomed')]).toEqual([undefined, 0])
  })

  it(`ask the server at most ${MOST_REQUESTS} times a page`, async () => {
    for (const path of [
      '/settings/tags',
      '/opportunities',
      '/organizations',
      '/organizations/3/show',
    ]) {
      const asked = await requestsDuring(page, () => open(path))
      expect(asked.length, `${path}: ${asked.join(' ')}`).toBeLessThanOrEqual(MOST_REQUESTS)
    }
  })

  it('fit a phone without scrolling sideways', async () => {
    const phone = await browser.signedIn(stack.users[0], { viewport: { width: 390, height: 844 } })
    await phone.goto(`${stack.server.url}/settings/tags`)
    await phone.getByRole('heading', { level: 1 }).waitFor()
    await phone.waitForTimeout(1_000)
    const isWide = await phone.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(isWide).toBe(false)
    await phone.context().close()
  })
})
