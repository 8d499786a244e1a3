import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { findChromium } from '@valence/testkit'
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type OpportunityStack,
  type SampleUser,
  startOpportunityStack,
} from './opportunities.fixture.ts'

const executablePath = findChromium()
const publicDir = fileURLToPath(new URL('../packages/crm/dist', import.meta.url))

interface CardRow {
  readonly id: number
  readonly name: string
  readonly index: number
}

// Without a browser `npm test` says in its closing line that these were left out, and how to get one.
describe.runIf(executablePath !== null)('opportunities in the browser', () => {
  let stack: OpportunityStack
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    stack = await startOpportunityStack(publicDir)
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
    page = await signedIn(stack.users[0])
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([])
  })

  /** A browser of its own, as that user. */
  async function signedIn(
    user: SampleUser,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Page> {
    const context: BrowserContext = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      locale: 'en-US',
      ...options,
    })
    const opened = await context.newPage()
    opened.setDefaultTimeout(45_000)
    opened.on('pageerror', (error) => complaints.push(error.message))
    opened.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await opened.goto(stack.server.url)
    await opened.getByLabel('E-mail').fill(user.email)
    await opened.getByLabel('Password').fill(user.password)
    await opened.getByRole('button', { name: 'Sign in' }).click()
    await opened.getByRole('heading', { name: 'Dashboard' }).waitFor()
    return opened
  }

  const open = async (path: string, on = page) => {
    await on.goto(`${stack.server.url}${path}`)
  }
  const listUrl = (filter: Record<string, unknown>) =>
    `/opportunities?filter=${encodeURIComponent(JSON.stringify(filter))}`
  const showView = async (name: 'Board' | 'Table', on = page) => {
    await on.getByRole('button', { name, exact: true }).click()
  }
  const column = (name: string, on = page) => on.getByRole('region', { name, exact: true })
  const cardIn = (stage: string, { id }: CardRow, on = page): Locator =>
    column(stage, on).locator(`a[href$="/opportunities/${id}/show"]`)
  const firstCards = async (stage: string, limit: number): Promise<readonly CardRow[]> =>
    await stack.database.sql<CardRow[]>`
      select o.id::int as id, o.name, o.index::int as index from public.opportunities as o
      where o.stage = ${stage} and o.archived_at is null and o.deleted_at is null
      order by o.index, o.id limit ${limit}`
  const stageOf = async ({ id }: CardRow) => {
    const [row] = await stack.database.sql<
      { stage: string; index: number; reason: string | null }[]
    >`
      select o.stage::text as stage, o.index::int as index, o.lost_reason as reason
      from public.opportunities as o where o.id = ${id}`
    return row
  }
  const firstCard = async (stage: string): Promise<CardRow> => {
    const [card] = await firstCards(stage, 1)
    if (!card) throw new Error(`no card in ${stage}`)
    return card
  }
  /** Requests that change something, while `work` runs. */
  const writesDuring = async (work: () => Promise<void>, on = page): Promise<readonly string[]> => {
    const writes: string[] = []
    const listen = (request: { url(): string; method(): string }) => {
      const { pathname } = new URL(request.url())
      const isWrite = /\/rpc\/(?:move|bulk|update|create)|^PATCH|^DELETE/.test(
        `${pathname.includes('/rpc/') ? pathname : request.method()}`,
      )
      if (isWrite) writes.push(pathname.split('/').at(-1) ?? '')
    }
    on.on('request', listen)
    await work()
    on.off('request', listen)
    return writes
  }
  const answered = (name: string, on = page) =>
    on.waitForResponse((response) => response.url().includes(name))

  it('the heads of the columns say what SQL adds up, under a filter too', async () => {
    const filter = { priority: ['high', 'critical'] }
    await open(listUrl(filter))
    await showView('Board')
    const rows = await stack.database.sql<{ stage: string; count: number; amount: string }[]>`
      select o.stage::text as stage, count(*)::int as count, sum(o.amount)::text as amount
      from public.opportunities as o
      where o.archived_at is null and o.deleted_at is null and o.priority in ('high', 'critical')
      group by o.stage`
    const format = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency: 'USD',
      maximumFractionDigits: 0,
    })
    for (const [stage, name] of [
      ['lead', 'Lead'],
      ['negotiation', 'Negotiation'],
    ] as const) {
      const row = rows.find((candidate) => candidate.stage === stage)
      const head = column(name).getByTitle(`Amount: ${format.format(Number(row?.amount))}`)
      await head.waitFor()
      expect(await column(name).getByText(String(row?.count), { exact: true }).count()).toBe(1)
    }
  })

  it('a column shows 25 cards, and more when they are asked for', async () => {
    await open(listUrl({}))
    const [total] = await stack.database.sql<{ n: number }[]>`
      select count(*)::int as n from public.opportunities as o
      where o.stage = 'proposal' and o.archived_at is null and o.deleted_at is null`
    // More than a page, whatever the sample holds.
    await stack.database.sql`
      insert into public.opportunities (name, stage, index, amount)
      select 'Filler ' || n, 'proposal', 500 + n, 1 from generate_series(1, 40) as n`
    await page.reload()
    const cards = column('Proposal').getByRole('link')
    await cards.first().waitFor()
    expect(await cards.count()).toBe(25)
    await column('Proposal')
      .getByRole('button', { name: `Show more (${(total?.n ?? 0) + 40 - 25})` })
      .click()
    await expect.poll(() => cards.count()).toBe(50)
    await stack.database.sql`delete from public.opportunities where name like 'Filler %'`
    await page.reload()
  })

  it('a card is a link with organization, amount and next step', async () => {
    const [row] = await stack.database.sql<{ id: number; company: string; next: string }[]>`
      select o.id::int as id, c.name as company, o.next_action as next
      from public.opportunities as o join public.companies as c on c.id = o.customer_organization_id
      where o.stage = 'lead' and o.archived_at is null and o.next_action is not null
      order by o.index, o.id limit 1`
    const card = column('Lead').locator(`a[href$="/opportunities/${row?.id}/show"]`)
    await card
      .getByText(row?.company ?? '')
      .first()
      .waitFor()
    await card.getByText(row?.next ?? '').waitFor()
    await card.getByText(/^\d+ d$/).waitFor()
  })

  it('moves a card with the keyboard, with one write, and takes it back', async () => {
    const card = await firstCard('lead')
    const writes = await writesDuring(async () => {
      await cardIn('Lead', card).focus()
      await page.keyboard.press('Space')
      await page.waitForTimeout(400)
      await page.keyboard.press('ArrowRight')
      await page.waitForTimeout(600)
      const saved = answered('/rpc/move_opportunity')
      await page.keyboard.press('Space')
      await saved
    })
    expect(writes).toEqual(['move_opportunity'])
    await cardIn('Qualified', card).waitFor()
    expect(await stageOf(card)).toMatchObject({ stage: 'qualified' })

    const undone = answered('/rpc/move_opportunity')
    await page.getByRole('button', { name: 'Undo' }).click()
    await undone
    await cardIn('Lead', card).waitFor()
    expect(await stageOf(card)).toMatchObject({ stage: 'lead', index: card.index })
  })

  it('puts a card back and says why when the write fails', async () => {
    const card = await firstCard('lead')
    await page.route('**/rpc/move_opportunity', (route) =>
      route.fulfill({ status: 500, contentType: 'application/json', body: '{"message":"broken"}' }),
    )
    await page
      .getByRole('button', { name: `Move ${card.name}`, exact: true })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Proposal' }).click()
    await page.getByText('The server could not do this').waitFor()
    await cardIn('Lead', card).waitFor()
    expect(await stageOf(card)).toMatchObject({ stage: 'lead', index: card.index })
    await page.unroute('**/rpc/move_opportunity')
    // The browser reports the failure that this test made.
    complaints.splice(0)
  })

  it('asks why before it is lost: without a reason it stays, with one it is one write', async () => {
    const card = await firstCard('lead')
    const moveToLost = async () => {
      await page
        .getByRole('button', { name: `Move ${card.name}`, exact: true })
        .first()
        .click()
      await page.getByRole('menuitem', { name: 'Lost' }).click()
    }
    const none = await writesDuring(async () => {
      await moveToLost()
      await page.getByRole('button', { name: 'Not lost' }).click()
      await cardIn('Lead', card).waitFor()
    })
    expect(none).toEqual([])
    const writes = await writesDuring(async () => {
      await moveToLost()
      await page.getByLabel('Reason for the loss').fill('Went with a competitor')
      const saved = answered('/rpc/move_opportunity')
      await page.getByRole('button', { name: 'Mark as lost' }).click()
      await saved
    })
    expect(writes).toEqual(['move_opportunity'])
    expect(await stageOf(card)).toMatchObject({
      stage: 'closed_lost',
      reason: 'Went with a competitor',
    })
  })

  it('moves a card with a finger on a phone', async () => {
    const phone = await signedIn(stack.users[0], {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await open(listUrl({ stage: ['qualified', 'needs_analysis'] }), phone)
    const cards = await firstCards('qualified', 2)
    const [first, second] = cards
    if (!first || !second) throw new Error('two cards are needed')
    const link = cardIn('Qualified', first, phone)
    await link.waitFor()
    const from = await link.boundingBox()
    const below = await cardIn('Qualified', second, phone).boundingBox()
    if (!from || !below) throw new Error('the cards are not on the page')
    const session = await phone.context().newCDPSession(phone)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: from.x + 60, y }],
      })
    const saved = answered('/rpc/move_opportunity', phone)
    await touch('touchStart', from.y + 20)
    await phone.waitForTimeout(600)
    for (let step = 1; step <= 12; step += 1) {
      await touch('touchMove', from.y + 20 + ((below.y - from.y + 30) * step) / 12)
      await phone.waitForTimeout(40)
    }
    await phone.waitForTimeout(500)
    await touch('touchEnd', 0)
    await saved
    const [now] = await firstCards('qualified', 1)
    expect(now?.id).toBe(second.id)
    await phone.context().close()
  })

  it('keeps filters in the address', async () => {
    await open('/opportunities')
    await showView('Table')
    await page.getByRole('button', { name: 'Stage', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Proposal' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Negotiation' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Amount', exact: true }).click()
    await page.getByLabel('At least').fill('20000')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect.poll(() => decodeURIComponent(page.url())).toContain('"amount@gte":20000')
    expect(decodeURIComponent(page.url())).toContain('"stage":["proposal","negotiation"]')
    await page
      .getByText(await totalOfBigAndNear())
      .first()
      .waitFor()
    await page.reload()
    await page
      .getByText(await totalOfBigAndNear())
      .first()
      .waitFor()
  })

  /** What the pager says under the filters of the test before. */
  async function totalOfBigAndNear(): Promise<RegExp> {
    const [matching] = await stack.database.sql<{ n: number }[]>`
      select count(*)::int as n from public.opportunities as o
      where o.stage in ('proposal', 'negotiation') and o.amount >= 20000
        and o.archived_at is null and o.deleted_at is null`
    return new RegExp(`(?:of ${matching?.n}$|^${matching?.n} entr)`)
  }

  it('a shared view brings filters to someone else, who cannot change it', async () => {
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: /Save as a view/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Big and near')
    await page.getByLabel('Everyone may use it').check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Big and near' }).waitFor()

    const other = await signedIn(stack.users[1])
    await open('/opportunities', other)
    await other.getByRole('button', { name: 'Views' }).click()
    await other.getByRole('menuitem', { name: /Big and near/ }).click()
    await other
      .getByText(await totalOfBigAndNear())
      .first()
      .waitFor()
    await other.getByRole('button', { name: 'Big and near' }).click()
    expect(await other.getByRole('menuitem', { name: /Delete/ }).count()).toBe(0)
    await other.context().close()
  })

  it('edits a cell where it stands, and takes it back', async () => {
    const [row] = await stack.database.sql<{ id: number; amount: number }[]>`
      select o.id::int as id, o.amount::int as amount from public.opportunities as o
      where o.stage = 'negotiation' and o.archived_at is null and o.amount > 20000 order by o.id limit 1`
    const amountOf = async () => {
      const [now] = await stack.database.sql<{ amount: number }[]>`
        select o.amount::int as amount from public.opportunities as o where o.id = ${row?.id ?? 0}`
      return now?.amount
    }
    await open(listUrl({ id: row?.id }))
    await page.getByTitle('Edit: Amount').click()
    await page.getByRole('spinbutton', { name: 'Amount' }).waitFor()
    // In place of what was there.
    await page.keyboard.type('77777')
    await page.keyboard.press('Enter')
    await page.getByText('1 opportunity changed').waitFor()
    expect(await amountOf()).toBe(77_777)
    await page.getByText('$77,777').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(amountOf).toBe(row?.amount)
    await page.getByTitle('Edit: Amount').click()
    await page.getByRole('spinbutton', { name: 'Amount' }).fill('1')
    await page.keyboard.press('Escape')
    await page.getByTitle('Edit: Amount').waitFor()
    expect(await amountOf()).toBe(row?.amount)
  })

  it('changes every row under a filter with one call, and undoes it with one', async () => {
    const filter = { stage: ['nurturing'] }
    const state = () =>
      stack.database.sql`
        select o.id::int as id, o.priority::text as priority from public.opportunities as o
        where o.stage = 'nurturing' order by o.id`
    const before = await state()
    const live = await firstCards('nurturing', 10_000)
    await open(listUrl(filter))
    await page.getByRole('checkbox').nth(1).check()
    await page.getByRole('button', { name: `Choose all ${live.length}` }).click()
    const writes = await writesDuring(async () => {
      await page.getByRole('toolbar').getByRole('button', { name: 'Priority' }).click()
      await page.getByRole('menuitem', { name: 'Critical' }).click()
      await page.getByText(`${live.length} opportunities changed`).waitFor()
    })
    expect(writes).toEqual(['bulk_update_opportunities'])
    const marked = (await state()).filter((row) => row['priority'] === 'critical')
    expect(marked.length).toBeGreaterThanOrEqual(live.length)
    const undone = answered('/rpc/bulk_update_opportunities')
    await page.getByRole('button', { name: 'Undo' }).click()
    await undone
    expect(await state()).toEqual(before)
  })

  it('exports every row under the filters, with names', async () => {
    await open(listUrl({ archived: 'any' }))
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    const file = await (await download).path()
    const lines = (await readFile(file, 'utf8')).split('\r\n')
    const [all] = await stack.database.sql<{ n: number }[]>`
      select count(*)::int as n from public.opportunities as o where o.deleted_at is null`
    const [row] = await stack.database.sql<{ owner: string }[]>`
      select concat_ws(' ', s.first_name, s.last_name) as owner
      from public.opportunities as o join public.sales as s on s.id = o.sales_id
      order by o.id limit 1`
    // Line breaks inside a description make more lines, never fewer.
    expect(lines.length).toBeGreaterThanOrEqual((all?.n ?? 0) + 2)
    expect(lines[0]).toContain('Organization,Contacts,Stage')
    expect(lines[1]).toContain(row?.owner)
    expect(lines.join()).not.toMatch(/\bdeals?\b/i)
  })

  it('makes an opportunity from a contact, filled in, with participants, in one write', async () => {
    const [contact] = await stack.database.sql<{ id: number; name: string; company: string }[]>`
      select c.id::int as id, c.first_name || ' ' || c.last_name as name, co.name as company
      from public.contacts as c join public.companies as co on co.id = c.company_id
      where c.deleted_at is null order by c.id limit 1`
    await open(`/contacts/${contact?.id}/show`)
    await page.locator(`a[href$="/opportunities/create?contact=${contact?.id}"]`).click()
    const organization = page.getByRole('combobox', { name: 'Organization' }).first()
    await organization.waitFor()
    await page.waitForLoadState('networkidle')
    await expect.poll(() => organization.inputValue()).toBe(contact?.company)
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Contact' }).first().inputValue())
      .toContain(contact?.name ?? '')
    await page.getByLabel('Name').fill('Made from a contact')
    await page.getByLabel('Amount').fill('4200')
    await page.getByRole('button', { name: 'Add an organization' }).click()
    const partner = page.getByRole('combobox', { name: 'Organization' }).last()
    await partner.fill('a')
    // The offer to make one called «a» is there before the answer.
    await page.getByRole('option').filter({ hasNotText: 'Create' }).first().click()
    const writes = await writesDuring(async () => {
      await page.getByRole('button', { name: 'Create opportunity' }).click()
      await page.getByRole('heading', { name: 'Made from a contact' }).waitFor()
    })
    expect(writes).toEqual(['create_opportunity_with_participants'])
    await page.getByText('Partner', { exact: true }).waitFor()
    await page
      .getByRole('link', { name: new RegExp(contact?.name ?? '') })
      .first()
      .waitFor()
  })

  it('sets a probability by hand, and gives it back to the stage', async () => {
    await page.getByTitle('Edit: Probability').click()
    await page.getByRole('spinbutton', { name: 'Probability' }).fill('55')
    await page.keyboard.press('Enter')
    await page.getByText('Set by hand').waitFor()
    await page.getByRole('button', { name: 'Back to 10%' }).click()
    await page.getByText('By stage').waitFor()
    await page.getByTitle('Edit: Probability').getByText('10%').waitFor()
  })

  it('tells the time in each stage', async () => {
    const path = page.getByRole('group', { name: 'Stage' })
    const history = page.getByRole('region', { name: 'Time in stages' })
    const moves = '**/rpc/opportunity_overview'
    let release = () => {}
    const isSeen = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(moves, (route) => void isSeen.then(() => route.continue()))
    await path.getByRole('button', { name: 'Qualified' }).click()
    await path.locator('[aria-current=step]').getByText('Qualified').waitFor()
    expect(await history.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^Lead[\s\S]*0 days$/),
    ])
    release()
    await history.getByText('Qualified').waitFor()
    await page.unroute(moves)
    expect(await history.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^Qualified[\s\S]*0 days$/),
      expect.stringMatching(/^Lead[\s\S]*0 days$/),
    ])
  })

  it('changes name and people in one write', async () => {
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Name').fill('Made and changed')
    await page.getByRole('combobox', { name: 'Role' }).first().click()
    await page.getByRole('option', { name: 'Champion' }).click()
    const writes = await writesDuring(async () => {
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('heading', { name: 'Made and changed' }).waitFor()
    })
    expect(writes).toEqual(['update_opportunity_with_participants'])
    await page.getByText(/^Champion/).waitFor()
  })

  it('asks whose value counts when someone else saved first', async () => {
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Name').fill('Made and edited')
    await page.getByRole('combobox', { name: 'Role' }).first().click()
    await page.getByRole('option', { name: 'Buyer' }).click()
    await stack.database.sql`
      update public.opportunities set name = 'Someone was quicker' where name = 'Made and changed'`
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('dialog').getByText('Someone was quicker').waitFor()
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByRole('heading', { name: 'Made and edited' }).waitFor()
    await page.getByText(/^Buyer/).waitFor()
    // The browser reports the answer that says so.
    complaints.splice(0)
  })

  it('archives and takes back, deletes and restores', async () => {
    const more = page.getByRole('button', { name: 'More actions' })
    await more.click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await page.getByText('Archived').first().waitFor()
    const find = async (filter: Record<string, unknown>) => {
      await open(listUrl({ q: 'Made and edited', ...filter }))
      await page
        .getByText(/^1 entry$|Nothing matches/)
        .first()
        .waitFor()
      return page.getByRole('link', { name: 'Made and edited' }).count()
    }
    expect(await find({})).toBe(0)
    expect(await find({ archived: true })).toBe(1)
    await page.getByRole('link', { name: 'Made and edited' }).click()
    await more.click()
    await page.getByRole('menuitem', { name: 'Take out of the archive' }).click()
    await page.getByText('Back on the board').waitFor()
    expect(await find({})).toBe(1)

    await page.getByRole('link', { name: 'Made and edited' }).click()
    await more.click()
    const deleted = page.waitForResponse(
      (response) =>
        response.request().method() === 'PATCH' && response.url().includes('/opportunities?'),
    )
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await deleted
    await open('/opportunities/trash')
    await page.getByRole('button', { name: 'Restore Made and edited' }).click()
    await page.getByText('Restored', { exact: true }).waitFor()
    expect(await find({})).toBe(1)
  })

  it('a text of the registry is written in the form, read on the page and in the table, and found by its filter', async () => {
    const [row] = await stack.database.sql<{ id: number; name: string }[]>`
      select id, name from public.opportunities
      where deleted_at is null and archived_at is null and competition is null and stage = 'lead' order by id limit 1`
    if (!row) throw new Error('the sample has no lead without competition')
    await open(`/opportunities/${row.id}`)
    await page.getByLabel('Competition').fill('Initech, since spring')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Initech, since spring').first().waitFor()

    await open(listUrl({ filled: ['competition'], 'name@eq': row.name }))
    await showView('Table')
    await page.getByText(row.name).first().waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page
      .getByRole('menuitem', { name: 'Competition' })
      .or(page.getByLabel('Competition', { exact: true }))
      .first()
      .click()
    await page.keyboard.press('Escape')
    await page.getByRole('cell').getByText('Initech, since spring').waitFor()

    await page.getByRole('button', { name: 'Filled in: Competition' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Decision criteria' }).click()
    await page.keyboard.press('Escape')
    await expect
      .poll(() => decodeURIComponent(page.url()))
      .toContain('"filled":["competition","decision_criteria"]')
  })

  it('a number of the forecast opens the list behind it', async () => {
    await open('/forecast')
    const cell = page.getByRole('link', { name: /^Open, / }).first()
    const exact = (await cell.getAttribute('title')) ?? ''
    const sum = Number(/\$([\d,]+)$/.exec(exact)?.[1]?.replaceAll(',', ''))
    await cell.click()
    await page.getByRole('columnheader', { name: 'Amount' }).waitFor()
    const filter = JSON.parse(new URL(page.url()).searchParams.get('filter') ?? '{}') as Record<
      string,
      string
    >
    const [row] = await stack.database.sql<{ amount: number; n: number }[]>`
      select coalesce(sum(o.amount), 0)::float8 as amount, count(*)::int as n
      from public.opportunities_summary as o
      where o.archived_at is null and o.stage not in ('closed_won', 'closed_lost')
        and o.closing_day between ${filter['closing_day@gte'] ?? ''}::date and ${filter['closing_day@lte'] ?? ''}::date`
    expect(row?.amount).toBe(sum)
    await page
      .getByText(new RegExp(`(?:of ${row?.n}$|^${row?.n} entr)`))
      .first()
      .waitFor()
  })

  it('takes no organization for an Enter that comes before the answer to what is typed', async () => {
    await stack.database.sql`insert into public.companies (name) values ('Unhurried Works')`
    const form = await signedIn(stack.users[0])
    await open('/opportunities/create', form)
    const customer = form.getByRole('combobox', { name: 'Organization' }).first()
    await customer.click()
    await form.getByRole('option').first().waitFor()
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await form.route('**/rpc/list_organizations**', async (route) => {
      await answered
      await route.continue()
    })
    await customer.pressSequentially('Unhurried W')
    await customer.press('ArrowDown')
    await customer.press('Enter')
    expect(await customer.inputValue()).toBe('Unhurried W')
    answer()
    await form.getByRole('option', { name: 'Unhurried Works', exact: true }).waitFor()
    await customer.press('ArrowDown')
    await customer.press('Enter')
    await expect.poll(() => customer.inputValue()).toBe('Unhurried Works')
    await form.context().close()
  })

  it('makes a contact of the organization that was chosen, with its capitals as typed', async () => {
    const [works] = await stack.database.sql<{ id: number }[]>`
      insert into public.companies (name) values ('Patient Works') returning id::int as id`
    await open('/opportunities/create')
    await page.getByLabel('Name').fill('Patiently made')
    const customer = page.getByRole('combobox', { name: 'Organization' }).first()
    await customer.fill('Patient Works')
    await page.getByRole('option', { name: 'Patient Works', exact: true }).click()

    await page.getByRole('button', { name: 'Add a contact' }).click()
    await page.getByRole('combobox', { name: 'Contact' }).last().fill('Mary van der Berg')
    await page.getByRole('option', { name: /Create the contact/ }).click()
    await expect
      .poll(async () => {
        const [made] = await stack.database.sql`
          select c.first_name, c.last_name, c.company_id::int as company_id from public.contacts as c
          where c.last_name = 'van der Berg'`
        return made
      })
      .toEqual({ first_name: 'Mary', last_name: 'van der Berg', company_id: works?.id })
    await page.getByRole('button', { name: 'Create opportunity' }).click()
    await page.getByRole('heading', { name: 'Patiently made', exact: true }).waitFor()
  })

  it('shows the current stage on a phone, its toast above the navigation, and the forecast in the menu', async () => {
    const [row] = await stack.database.sql<{ id: number }[]>`
      select o.id::int as id from public.opportunities as o
      where o.stage = 'negotiation' and o.archived_at is null and o.deleted_at is null order by o.id limit 1`
    const phone = await signedIn(stack.users[0], { viewport: { width: 390, height: 844 } })
    await open(`/opportunities/${row?.id}/show`, phone)
    const step = phone.locator('[aria-current=step]')
    await step.waitFor()
    const isWithin = async () => {
      const box = await step.boundingBox()
      return box !== null && box.x >= 0 && box.x + box.width <= 390
    }
    await expect.poll(isWithin).toBe(true)
    await phone.getByRole('group', { name: 'Stage' }).getByText('Proposal').click()
    const toast = phone.locator('.MuiSnackbar-root')
    await toast.waitFor()
    const navigation = await phone.getByRole('navigation', { name: 'Main' }).boundingBox()
    const lowest = async () => {
      const box = await toast.boundingBox()
      return box === null ? Number.POSITIVE_INFINITY : box.y + box.height
    }
    await expect.poll(lowest).toBeLessThanOrEqual(navigation?.y ?? 0)
    await phone.getByRole('button', { name: /^Account of/ }).click()
    await phone.getByRole('menuitem', { name: 'Forecast' }).click()
    await phone.getByRole('heading', { name: 'Forecast', exact: true }).waitFor()
    await phone.context().close()
  })
})
