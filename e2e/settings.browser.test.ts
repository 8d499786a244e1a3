import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'

describe.runIf(browserPath !== null)('settings in the browser', () => {
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
  const stored = async () => {
    const [row] = await stack.database.sql<{ config: Record<string, unknown> }[]>`
      select config from public.configuration`
    return row?.config ?? {}
  }

  it('give the CRM a name, and lists their values; what is used cannot be removed', async () => {
    await open('/')
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await page.getByLabel('Name of this CRM').fill('Harbour')
    await page.getByRole('button', { name: 'Add to: Types of tasks' }).click()
    const labels = page.getByRole('textbox', { name: /^Types of tasks: label/ })
    await labels.last().fill('Site survey')
    await page.getByRole('button', { name: 'Move Site survey up' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Settings saved').waitFor()
    const { title, taskTypes } = await stored()
    expect(title).toBe('Harbour')
    expect((taskTypes as unknown[]).at(-2)).toEqual({ value: 'site-survey', label: 'Site survey' })
    await expect.poll(() => page.title()).toBe('Settings · Harbour')

    const locked = page.getByRole('button', { name: /cannot be removed: \d+ entr/ })
    await locked.first().waitFor()
    const before = await page.getByRole('textbox', { name: /: label \d+$/ }).count()
    await locked.first().click({ force: true })
    expect(await page.getByRole('textbox', { name: /: label \d+$/ }).count()).toBe(before)
    await page.getByRole('button', { name: 'Remove Site survey' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(async () => JSON.stringify((await stored())['taskTypes']))
      .not.toContain('site-survey')
  })

  it('give stages, priorities and activities their labels, colours, order and probabilities', async () => {
    await open('/settings')
    const stages = page.getByRole('region', { name: 'Stages of opportunities' })
    await stages.getByLabel('Label of Lead').fill('Enquiry')
    await stages.getByLabel('Colour of Enquiry', { exact: true }).fill('#aa3300')
    await stages.getByLabel('Probability of Enquiry').fill('5')
    await stages.getByRole('button', { name: 'Move Qualified up' }).click()
    expect(await stages.getByLabel('Probability of Won').isDisabled()).toBe(true)
    await page.getByLabel('Label of High').fill('Urgent')
    await page.getByLabel('Label of Call').fill('Phone call')
    await page.getByLabel('Offer Site visit').uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Settings saved').waitFor()
    expect(await stored()).toMatchObject({
      opportunityStages: {
        labels: { lead: 'Enquiry' },
        colors: { lead: '#aa3300' },
        probabilities: { lead: 5 },
        order: ['qualified', 'lead', 'needs_analysis', 'proposal', 'negotiation'],
      },
      priorities: { labels: { high: 'Urgent' } },
      interactionTypes: { labels: { call: 'Phone call' }, hidden: ['site_visit'] },
    })

    const [lead] = await stack.database.sql<{ id: number }[]>`
      select id::int as id from public.opportunities
      where stage = 'lead' and not probability_manual and archived_at is null order by id limit 1`
    await stack.database.sql`
      update public.opportunities set priority = 'high' where id = ${lead?.id ?? 0}`
    await open('/opportunities')
    await page.getByRole('heading', { name: 'Enquiry', level: 2 }).waitFor()
    const columns = await page.getByRole('heading', { level: 2 }).allInnerTexts()
    expect(columns.slice(0, 3)).toEqual(['Qualified', 'Enquiry', 'Needs analysis'])
    await open(`/opportunities/${lead?.id}/show`)
    await page.getByRole('button', { name: 'Enquiry' }).waitFor()
    await page.getByText('5%', { exact: true }).waitFor()
    await page.getByText('Urgent', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Log a call' }).waitFor()
    expect(await page.getByRole('button', { name: 'Log a visit' }).count()).toBe(0)
    expect(await page.getByText('Phone call', { exact: true }).count()).toBeGreaterThan(0)

    await open('/settings')
    await stages.getByLabel('Label of Enquiry').fill('')
    await stages.getByRole('button', { name: 'Usual colour of Lead' }).click()
    await stages.getByLabel('Probability of Lead').fill('')
    await stages.getByRole('button', { name: 'Move Lead up' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(async () => (await stored())['opportunityStages'])
      .toEqual({ order: ['lead', 'qualified', 'needs_analysis', 'proposal', 'negotiation'] })
  })

  it('show a logo in the header, and to who comes back to the sign-in page', async () => {
    const picture = {
      name: 'logo.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    }
    const theirs = await browser.signedIn(stack.users[0])
    await theirs.goto(`${stack.server.url}/settings`)
    await theirs
      .getByLabel('On light ground', { exact: true })
      .locator('input')
      .setInputFiles(picture)
    await theirs.getByRole('button', { name: 'Remove the picture' }).waitFor()
    await theirs.getByRole('button', { name: 'Save' }).click()
    await theirs.getByText('Settings saved').waitFor()
    const address = String((await stored())['lightModeLogo'])
    expect(address).toMatch(/^data:image\/(?:webp|png);base64,/)
    const shown = theirs.locator(`header img[src="${address}"]:visible`)
    await shown.waitFor()
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)

    await theirs.goto(`${stack.server.url}/profile`)
    await theirs
      .getByLabel('Shown beside your name. At most 1 MB.')
      .locator('input')
      .setInputFiles(picture)
    await theirs.getByText('Picture changed').waitFor()
    const [me] = await stack.database.sql<{ src: string }[]>`
      select avatar ->> 'src' as src from public.sales where id = ${stack.users[0].salesId}`
    expect(me?.src).toMatch(/^data:image\/(?:webp|png);base64,/)

    await theirs.getByRole('button', { name: /^Account of/ }).click()
    await theirs.getByRole('menuitem', { name: 'Sign out' }).click()
    await theirs.getByRole('button', { name: 'Sign in' }).waitFor()
    await theirs.locator(`main img[src="${address}"]`).waitFor()
    await theirs.context().close()
  })

  it('say after how many days in a stage an opportunity is stale, which the list goes by', async () => {
    await open('/settings')
    const limits = page.getByRole('region', { name: 'When an opportunity is stale' })
    expect(await limits.getByLabel('Lead').inputValue()).toBe('14')
    await limits.getByLabel('Lead').fill('3')
    await limits.getByLabel('Nurturing').fill('')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Settings saved').waitFor()
    expect((await stored())['stageLimits']).toMatchObject({
      lead: 3,
      nurturing: null,
      proposal: 21,
    })
    const [row] = await stack.database.sql<{ n: number }[]>`
      select count(*)::int as n from public.opportunities_summary as o
      where o.archived_at is null and o.stage = 'lead'
        and extract(epoch from now() - coalesce(o.stage_since, o.created_at)) > 3 * 86400`
    const filter = encodeURIComponent(JSON.stringify({ stale: true, stage: ['lead'] }))
    await open(`/opportunities?filter=${filter}`)
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page
      .getByText(new RegExp(`(?:of ${row?.n}$|^${row?.n} entr)`))
      .first()
      .waitFor()
  })

  it('are not saved over what someone else saved meanwhile', async () => {
    await open('/settings')
    await page.getByLabel('Name of this CRM').fill('Mine')
    await stack.database.sql`
      update public.configuration set config = config || '{"title": "Theirs"}'`
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Someone else saved these settings first').waitFor()
    expect((await stored())['title']).toBe('Theirs')
    // Browsers write a refusal down as an error.
    expect(browser.complaints()).toEqual([expect.stringContaining('status of 400')])
  })

  it('are not offered to those who do not administer', async () => {
    const other = await browser.signedIn(stack.users[1])
    await other.getByRole('button', { name: /^Account of/ }).click()
    await other.getByRole('menuitem', { name: 'Tags' }).waitFor()
    expect(await other.getByRole('menuitem', { name: 'Settings' }).count()).toBe(0)
    await other.goto(`${stack.server.url}/settings`)
    await other.getByRole('heading', { name: 'Only administrators change the settings' }).waitFor()
    await other.context().close()
  })

  it('and records that make no sense break no page', async () => {
    const { sql } = stack.database
    const odd = {
      currency: { code: 5 },
      title: ['x'],
      taskTypes: [null, 'call', { value: 7 }, { label: 'No value' }],
      noteStatuses: [{ value: 'hot', label: null, color: 'red;} body{display:none}' }, 5],
      companySectors: 'none',
      dealCategories: { other: 'Other' },
      opportunityStages: {
        labels: 'x',
        colors: 5,
        probabilities: 'y',
        order: [null, 'lead', 'none'],
      },
      priorities: 'x',
      interactionTypes: { hidden: 'call', labels: [1] },
      stageLimits: 'soon',
      lightModeLogo: { src: 5 },
    }
    const before = await stored()
    await sql`update public.configuration set config = ${sql.json(odd as never)}`
    await sql`update public.contacts set email_jsonb = '"a@b.example"', phone_jsonb = '{"number": 5}', avatar = '"x"',
      status = 'none', tags = '{99999}', first_seen = 'infinity', last_seen = '20255-01-01', first_name = '' where id = 1`
    await sql`update public.contacts set email_jsonb = '[null, 5, {"email": 7}]', phone_jsonb = '[[]]', avatar = '[]', gender = 'x' where id = 2`
    await sql`update public.companies set context_links = '[5, null, {}]', logo = '"x"', sector = 'none', size = 7, name = '',
      created_at = 'infinity', website = 'javascript:alert(1)' where id = 1`
    await sql`update public.companies set context_links = '"x"', logo = '[]' where id = 2`
    await sql`update public.opportunities set category = 'none', name = '', created_at = '-infinity', customer_organization_id = 1 where id = 1`
    await sql`update public.activities set activity_date = 'infinity', subject = '', description = null,
      attachments = array['5', 'null', '{}', '"x"']::jsonb[], contact_id = 1 where id in (select a.id from public.activities as a where a.source_table is null limit 2)`
    await sql`update public.tasks set type = '7', text = null, due_date = '20255-01-01', contact_id = 1 where id in (1, 2)`
    const paths = [
      ...[
        '/',
        '/opportunities',
        '/opportunities/1/show',
        '/opportunities/1',
        '/forecast',
        '/tasks',
      ],
      ...[
        '/contacts',
        '/contacts/1/show',
        '/contacts/1',
        '/contacts/2/show',
        '/contacts/2',
        '/contacts/create',
      ],
      ...[
        '/organizations',
        '/organizations/1/show',
        '/organizations/1',
        '/organizations/2/show',
        '/organizations/2',
      ],
      ...[
        '/contacts/duplicates',
        '/settings',
        '/settings/changes',
        '/settings/tags',
        '/settings/users',
        '/import',
        '/profile',
      ],
    ]
    await open('/')
    for (const path of paths) {
      // Within the app, as a link leads there.
      await page.evaluate((to) => {
        window.history.pushState({}, '', to)
        window.dispatchEvent(new PopStateEvent('popstate'))
      }, path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      const heads = await page.getByRole('heading', { level: 1 }).allTextContents()
      expect([path, ...heads]).not.toContain('Something on this page broke')
      expect(browser.complaints(), path).toEqual([])
    }
    await sql`update public.configuration set config = ${sql.json(before as never)}`
  })

  it('fit a phone without scrolling sideways', async () => {
    const phone = await browser.signedIn(stack.users[0], { viewport: { width: 390, height: 844 } })
    await phone.goto(`${stack.server.url}/settings`)
    await phone.getByLabel('Currency').waitFor()
    await phone.waitForTimeout(500)
    const isWide = await phone.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(isWide).toBe(false)
    await phone.context().close()
  })
})
