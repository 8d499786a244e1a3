import { readFile } from 'node:fs/promises'
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

describe.runIf(browserPath !== null)('contacts in the browser', () => {
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
  const organization = async (name: string): Promise<number> => {
    const [row] = await stack.database.sql<{ id: number }[]>`
      insert into public.companies (name) values (${name}) returning id::int as id`
    return row?.id ?? 0
  }
  const contact = async (name: string, organizationId: number | null): Promise<number> => {
    const [row] = await stack.database.sql<{ id: number }[]>`
      insert into public.contacts (first_name, last_name, company_id, avatar, email_jsonb)
      values ('Test', ${name}, ${organizationId}, '{}', '[{"email": "test@links.example", "type": "Work"}]')
      returning id::int as id`
    return row?.id ?? 0
  }
  const links = (id: number) =>
    stack.database.sql`
      select c.name, l.is_primary_organization as primary, l.role::text as role,
        l.relationship_end_date is not null as ended
      from public.contact_organizations as l join public.companies as c on c.id = l.organization_id
      where l.contact_id = ${id} and l.deleted_at is null order by l.id`
  const menuOf = async (name: string, item: string) => {
    await page.getByRole('button', { name: `More for ${name}` }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }

  it('have initials until a picture is there, and where it never comes', async () => {
    const id = await contact('Waiting', null)
    const avatar = page.locator('[data-initials=TW]').first()
    const pictures = ['ERROR', 'https://icons.example/slow.png', 'https://icons.example/point.gif']
    const point = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64')
    const asked: string[] = []
    await page.route('https://icons.example/**', async (route) => {
      asked.push(route.request().url())
      // The slow one is never answered.
      if (route.request().url().endsWith('point.gif'))
        await route.fulfill({ body: point, contentType: 'image/gif' })
    })
    for (const src of pictures) {
      await stack.database.sql`
        update public.contacts set avatar = ${stack.database.sql.json({ src })} where id = ${id}`
      await page.goto('about:blank')
      // The page itself is never done while its picture is under way.
      await page.goto(`${stack.server.url}/contacts/${id}/show`, { waitUntil: 'commit' })
      await page.getByRole('heading', { name: 'Test Waiting', exact: true }).waitFor()
      expect(await avatar.isVisible(), src).toBe(true)
    }
    expect(asked).toEqual(pictures.slice(1))
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  })

  it('have a picture that is chosen in the form', async () => {
    const id = await contact('Pictured', null)
    await open(`/contacts/${id}`)
    const picture = page.getByRole('group', { name: 'Picture' })
    await picture.waitFor()
    expect(await picture.getByRole('button', { name: 'Remove the picture' }).count()).toBe(0)
    await picture.locator('input[type=file]').setInputFiles({
      name: 'face.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#0f766e"/></svg>',
      ),
    })
    await picture.getByRole('button', { name: 'Remove the picture' }).waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Test Pictured', exact: true }).waitFor()
    const [row] = await stack.database
      .sql`select avatar ->> 'src' as src from public.contacts where id = ${id}`
    expect(row).toEqual({ src: expect.stringMatching(/^data:image\/webp;base64,/) })
  })

  it('gain an organization with a role, made where it is missing, and another primary one', async () => {
    const id = await contact('Linked', await organization('First Works'))
    await open(`/contacts/${id}/show`)
    await page.getByRole('button', { name: 'Add an organization' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Organization', { exact: false }).first().fill('Second Works')
    await page.getByRole('option', { name: 'Create the organization «Second Works»' }).click()
    await dialog.getByLabel('Role').click()
    await page.getByRole('option', { name: 'Champion' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('article', { name: 'Second Works' }).getByText('Champion').waitFor()

    await menuOf('Second Works', 'Make primary')
    const keep = page.getByRole('checkbox', { name: 'Keep First Works as associated' })
    expect(await keep.isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Make primary' }).click()
    await page.getByRole('article', { name: 'Second Works' }).getByText('Primary').waitFor()
    expect(await links(id)).toEqual([
      { name: 'First Works', primary: false, role: null, ended: false },
      { name: 'Second Works', primary: true, role: 'champion', ended: false },
    ])
  })

  it('leave an organization, and come back by Undo or later', async () => {
    const id = await contact('Leaver', await organization('Only Works'))
    await open(`/contacts/${id}/show`)
    await menuOf('Only Works', 'End today')
    await page.getByRole('heading', { name: 'Former' }).waitFor()
    expect(await links(id)).toEqual([
      { name: 'Only Works', primary: false, role: null, ended: true },
    ])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('article', { name: 'Only Works' }).getByText('Primary').waitFor()
    await menuOf('Only Works', 'End today')
    await page.getByRole('heading', { name: 'Former' }).waitFor()
    await menuOf('Only Works', 'Take up again')
    await page.getByRole('article', { name: 'Only Works' }).getByText('Primary').waitFor()
    expect(await links(id)).toEqual([
      { name: 'Only Works', primary: true, role: null, ended: false },
    ])
  })

  it('are filtered by what they are in any organization, and shown as a table', async () => {
    await open('/contacts')
    await page.getByRole('button', { name: 'Type of organization' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Prospect' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Role', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Decision maker' }).click()
    await page.keyboard.press('Escape')
    const [row] = await stack.database.sql<{ count: number }[]>`
      select count(distinct l.contact_id)::int as count
      from public.contact_organizations as l
      join public.companies as c on c.id = l.organization_id
      join public.contacts as p on p.id = l.contact_id and p.deleted_at is null
      where l.deleted_at is null and (l.relationship_end_date is null or l.relationship_end_date > current_date)
        and l.role = 'decision_maker' and c.organization_type = 'prospect'`
    expect(row?.count).toBeGreaterThan(0)
    await page.getByText(new RegExp(`of ${row?.count}$`)).waitFor()
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByRole('columnheader', { name: 'Organization' }).waitFor()
    await page.getByText(new RegExp(`of ${row?.count}$`)).waitFor()
    await page.getByRole('button', { name: 'Compact' }).click()
  })

  it('get their name from an address that was pasted first', async () => {
    await open('/contacts/create')
    await page.getByLabel('E-mail', { exact: true }).fill('grace.hopper@navy.example')
    await page.getByLabel('E-mail', { exact: true }).blur()
    await expect.poll(() => page.getByLabel('First name').inputValue()).toBe('Grace')
    expect(await page.getByLabel('Last name').inputValue()).toBe('Hopper')
    await page.getByLabel('First name').fill('Amazing')
    await page.getByLabel('E-mail', { exact: true }).fill('someone.else@navy.example')
    await page.getByLabel('E-mail', { exact: true }).blur()
    expect(await page.getByLabel('First name').inputValue()).toBe('Amazing')
    await page.getByRole('button', { name: 'Create contact' }).click()
    await page.getByRole('heading', { name: 'Amazing Hopper' }).waitFor()
  })

  it('say while one types how long a name may be, and send no longer one', async () => {
    await open('/contacts/create')
    await page.getByLabel('Last name').fill('x'.repeat(950))
    await page.getByText('950 of at most 1000 characters').waitFor()
    await page.getByLabel('First name').fill('Long')
    await page.getByLabel('Last name').fill('x'.repeat(1001))
    await page.getByRole('button', { name: 'Create contact' }).click()
    await page.getByText('Must be 1,000 characters or less').waitFor()
    await page.getByLabel('Last name').fill('Enough')
    await page.getByRole('button', { name: 'Create contact' }).click()
    await page.getByRole('heading', { name: 'Long Enough', exact: true }).waitFor()
  })

  it('are saved as a vCard with their current organizations', async () => {
    const id = await contact('Carded', await organization('Card Works'))
    await open(`/contacts/${id}/show`)
    await page.getByRole('article', { name: 'Card Works' }).waitFor()
    await page.getByRole('button', { name: 'More actions', exact: true }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Save as vCard' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('Test Carded.vcf')
    const text = await readFile(await file.path(), 'utf8')
    expect(text).toContain('ORG:Card Works')
    expect(text).toContain('EMAIL;TYPE=WORK:test@links.example')
  })

  it('come back from the trash', async () => {
    const id = await contact('Trashling', null)
    await stack.database.sql`update public.contacts set deleted_at = now() where id = ${id}`
    await open('/contacts/trash')
    await page.getByRole('button', { name: 'Restore Test Trashling' }).click()
    await page.getByText('The trash is empty').waitFor()
    await open('/contacts?filter=%7B%22q%22%3A%22trashling%22%7D')
    await page.getByText('Test Trashling').waitFor()
  })

  it(`ask the server at most ${MOST_REQUESTS} times a page`, async () => {
    const [row] = await stack.database.sql<{ id: number }[]>`
      select a.contact_id::int as id from public.activities as a
      where a.contact_id is not null group by 1 order by count(distinct a.opportunity_id) desc limit 1`
    for (const path of ['/contacts', `/contacts/${row?.id}/show`]) {
      const asked = await requestsDuring(page, () => open(path))
      expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(MOST_REQUESTS)
    }
  })

  it('fit a phone without scrolling sideways', async () => {
    const phone = await browser.signedIn(stack.users[0], { viewport: { width: 390, height: 844 } })
    for (const path of ['/contacts', '/contacts/7/show', '/contacts/create']) {
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
