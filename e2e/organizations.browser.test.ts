import { readFile } from 'node:fs/promises'
import axe from 'axe-core'
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

/** What lists, pages and dialogs may ask of the server at most. */
const MOST_REQUESTS = 6

describe.runIf(browserPath !== null)('organizations in the browser', () => {
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
  const violations = async () => {
    await page.evaluate(axe.source)
    const found = await page.evaluate(() =>
      (
        window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      ).axe.run(),
    )
    return found.violations.map(({ id }) => id)
  }
  const insert = async (name: string, parent: number | null = null): Promise<number> => {
    const [row] = await stack.database.sql<{ id: number }[]>`
      insert into public.companies (name, parent_company_id, organization_type)
      values (${name}, ${parent}, 'customer') returning id::int as id`
    return row?.id ?? 0
  }

  it('are filtered by several types and a segment, and the address keeps both', async () => {
    await open('/organizations')
    await page.getByRole('button', { name: 'Type', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Partner' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Vendor' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Segment', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Enterprise' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Segment: Enterprise' }).waitFor()
    const filter = new URL(page.url()).searchParams.get('filter') ?? '{}'
    expect(JSON.parse(filter)).toEqual({
      organization_type: ['partner', 'vendor'],
      segment: ['Enterprise'],
    })
    const [row] = await stack.database.sql<{ count: number }[]>`
      select count(*)::int as count from public.companies
      where organization_type in ('partner', 'vendor') and segment = 'Enterprise' and deleted_at is null`
    const cards = page.locator('main a[href*="/organizations/"][href$="/show"]')
    await page.waitForLoadState('networkidle')
    await expect.poll(() => cards.count()).toBe(row?.count)
  })

  it('show what everything below them is worth, and the way up', async () => {
    const top = await insert('Treetop Holding')
    const middle = await insert('Treemiddle Ltd', top)
    const leaf = await insert('Treeleaf SARL', middle)
    await stack.database.sql`
      insert into public.opportunities (name, customer_organization_id, amount, stage, sales_id)
      values ('a', ${top}, 1000, 'lead', 1), ('b', ${leaf}, 20000, 'negotiation', 1), ('c', ${leaf}, 500, 'closed_won', 1)`
    await open(`/organizations/${top}/show`)
    const worth = page.getByRole('group', { name: 'What its opportunities are worth' })
    await worth.waitFor()
    await page.waitForLoadState('networkidle')
    await expect.poll(() => worth.textContent()).toContain('$21,000')
    const text = await worth.textContent()
    expect(text).toContain('$16,100')
    expect(text).toContain('$500')
    expect(text).toContain('$1,000 of its own')
    const branches = page.getByRole('table', { name: 'Subsidiaries' }).getByRole('row')
    expect(
      (await branches.allInnerTexts()).slice(1).map((row) => row.split('\t')[0]?.trim()),
    ).toEqual([expect.stringContaining('Treemiddle Ltd'), expect.stringContaining('Treeleaf SARL')])
    await branches.getByRole('link', { name: 'Treeleaf SARL' }).click()
    await page.getByRole('heading', { name: 'Treeleaf SARL' }).waitFor()
    await page.getByText('Part of Treetop Holding › Treemiddle Ltd').waitFor()
  })

  it('refuse to be put below themselves, and say so', async () => {
    const top = await insert('Cyclic Top')
    const below = await insert('Cyclic Below', top)
    await open(`/organizations/${top}`)
    await page.getByLabel('Parent organization').fill('Cyclic Below')
    await page.getByRole('option', { name: 'Cyclic Below', exact: true }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('An organization cannot be below itself.').waitFor()
    const [row] = await stack.database.sql`
      select parent_company_id from public.companies where id = ${top}`
    expect(row).toEqual({ parent_company_id: null })
    expect(below).toBeGreaterThan(top)
    // The server's refusal is a line in the console of the browser too.
    expect(browser.complaints().every((line) => line.includes('400'))).toBe(true)
  })

  it('have a logo that is chosen, shown everywhere without another request, and removed', async () => {
    const id = await insert('Logo Works')
    const stored = async () => {
      const [row] = await stack.database.sql<{ logo: { src: string; title: string } | null }[]>`
        select logo from public.companies where id = ${id}`
      return row?.logo ?? null
    }
    await open(`/organizations/${id}`)
    const logo = page.getByRole('group', { name: 'Logo' })
    await logo.waitFor()
    await logo.locator('input[type=file]').setInputFiles({
      name: 'no picture.png',
      mimeType: 'image/png',
      buffer: Buffer.from('nothing to see'),
    })
    await page.getByText('no picture.png is no picture that this browser can show.').waitFor()
    await logo.locator('input[type=file]').setInputFiles({
      name: 'mark.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300" fill="#c2410c"/></svg>',
      ),
    })
    await logo.getByRole('button', { name: 'Remove the picture' }).waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Logo Works', exact: true }).waitFor()
    expect(await stored()).toMatchObject({
      src: expect.stringMatching(/^data:image\/webp;base64,/),
      title: 'mark.svg',
    })
    const shown = page.locator('main img').first()
    await expect
      .poll(() =>
        shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]),
      )
      .toEqual([128, 64])

    // As older installations have it: where there is none, the sign of the website.
    await stack.database.sql.unsafe(`
      create function public.find_logo() returns trigger language plpgsql as $$
      begin
        new.logo := coalesce(new.logo, '{"src": "https://signs.example/logo.png"}');
        return new;
      end
      $$;
      create trigger company_saved before insert or update on public.companies
        for each row execute function public.find_logo()`)
    await open(`/organizations/${id}`)
    await logo.getByRole('button', { name: 'Remove the picture' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Logo Works', exact: true }).waitFor()
    await open(`/organizations/${id}`)
    await page.getByLabel('Name', { exact: false }).first().fill('Logo Works Ltd')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Logo Works Ltd', exact: true }).waitFor()
    expect(await stored()).toEqual({ src: '' })
    expect(await page.locator('main img').count()).toBe(0)
    await stack.database.sql`drop function public.find_logo cascade`
  })

  it('have links that lead to the web and nowhere else', async () => {
    const id = await insert('Linked Works')
    await open(`/organizations/${id}`)
    await page.getByLabel('Website').fill('javascript:alert(1)')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is no web address.').waitFor()
    await page.getByLabel('Website').fill('linked.example')
    await page.getByText('This is no web address.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Add a link' }).click()
    await page.getByLabel('Web address').fill('javascript:alert(1)')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is no web address.').waitFor()
    await page.getByLabel('Web address').fill('https://linked.example/about')
    await page.getByRole('button', { name: 'Add a link' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Linked Works', exact: true }).waitFor()
    const link = page.getByRole('link', { name: 'linked.example/about' })
    expect(await link.getAttribute('href')).toBe('https://linked.example/about')
    const stored = () => stack.database.sql`
      select context_links as links from public.companies where id = ${id}`
    expect(await stored()).toEqual([{ links: ['https://linked.example/about'] }])
    // Whatever others wrote there, it is text where it is no address of the web.
    await stack.database.sql`
      update public.companies set context_links = '["javascript:alert(1)"]' where id = ${id}`
    await open(`/organizations/${id}/show`)
    await page.getByText('javascript:alert(1)', { exact: true }).waitFor()
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
  })

  it('are found with a letter wrong, and the list says that it guesses', async () => {
    await insert('Wobbegong Reef')
    // Without the filters that the browser remembers.
    await open('/organizations?filter=%7B%7D')
    await page.getByRole('searchbox').fill('wobegong reef')
    const note = page.getByRole('status').filter({ hasText: 'Nothing holds these words' })
    await note.waitFor()
    await page.getByRole('link', { name: /Wobbegong Reef/ }).waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('searchbox').fill('wobbegong reef')
    await note.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /Wobbegong Reef/ }).waitFor()
  })

  it('are exported on a phone too, from the menu', async () => {
    const phone = await browser.signedIn(stack.users[0], { viewport: { width: 390, height: 844 } })
    for (const [path, heading] of [
      ['/organizations', 'Organizations'],
      ['/contacts', 'Contacts'],
    ] as const) {
      await phone.goto(`${stack.server.url}${path}`)
      await phone.getByRole('heading', { name: heading, exact: true }).waitFor()
      await phone.getByRole('button', { name: 'More actions', exact: true }).click()
      const download = phone.waitForEvent('download')
      await phone.getByRole('menuitem', { name: 'Export' }).click()
      const saved = await readFile(await (await download).path(), 'utf8')
      expect(saved.split('\n').length).toBeGreaterThan(100)
    }
    await phone.context().close()
  })

  it('say what going to the trash touches, keep their people, and come back with them', async () => {
    const id = await insert('Trashable Inc')
    await stack.database.sql`
      insert into public.contacts (first_name, last_name, company_id, avatar) values
        ('Paula', 'Stays', ${id}, '{}'), ('Piet', 'Stays', ${id}, '{}')`
    await open(`/organizations/${id}/show`)
    await page.getByText('Paula Stays').waitFor()
    await page.getByRole('button', { name: 'More actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('2 people are unlinked from it, not deleted.').waitFor()
    await dialog.getByText('2 of them have no other organization.').waitFor()
    await dialog.getByRole('button', { name: 'Move to trash' }).click()
    await page.getByRole('heading', { name: 'Organizations' }).waitFor()
    const people = () => stack.database.sql`
      select company_id::int as company, deleted_at from public.contacts where last_name = 'Stays'`
    expect(await people()).toEqual([
      { company: null, deleted_at: null },
      { company: null, deleted_at: null },
    ])
    await page.getByRole('button', { name: 'More actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Trash' }).click()
    await page.getByRole('button', { name: 'Restore Trashable Inc' }).click()
    await page.getByText('The trash is empty').waitFor()
    expect(await people()).toEqual([
      { company: id, deleted_at: null },
      { company: id, deleted_at: null },
    ])
  })

  it(`ask the server at most ${MOST_REQUESTS} times a page`, async () => {
    const [row] = await stack.database.sql<{ id: number }[]>`
      select parent_company_id::int as id from public.companies where parent_company_id is not null limit 1`
    for (const path of ['/organizations', `/organizations/${row?.id}/show`]) {
      const asked = await requestsDuring(page, () => open(path))
      expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(MOST_REQUESTS)
    }
  })

  it('fit a phone without scrolling sideways', async () => {
    const phone = await browser.signedIn(stack.users[0], { viewport: { width: 390, height: 844 } })
    for (const path of ['/organizations', '/organizations/7/show', '/organizations/trash']) {
      await phone.goto(`${stack.server.url}${path}`)
      await phone.getByRole('heading', { level: 1 }).waitFor()
      await phone.waitForTimeout(1_500)
      const isWide = await phone.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(isWide, path).toBe(false)
    }
    await phone.context().close()
  })
})
