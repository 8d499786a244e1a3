import { readFile } from 'node:fs/promises'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { xlsxFile } from './xlsx.fixture.ts'

describe.runIf(browserPath !== null)('imports in the browser', () => {
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

  const open = (path: string, on: Page = page) => on.goto(`${stack.server.url}${path}`)
  const choose = (name: string, buffer: Buffer, on: Page = page) =>
    on.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer })
  const meaningOf = (header: string) =>
    page.getByLabel(`What «${header}» is`, { exact: true }).inputValue()
  /** The figures of a row of the counts: new, changed, the same, with errors. */
  const counts = async (name: string, on: Page = page) => {
    const row = on
      .getByRole('row')
      .filter({ has: on.getByRole('rowheader', { name, exact: true }) })
    return (await row.getByRole('cell').allTextContents()).map((text) => text.trim())
  }
  const violations = async () => {
    await page.evaluate(axe.source)
    const found = await page.evaluate(() =>
      (
        window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      ).axe.run(),
    )
    return found.violations.map(({ id }) => id)
  }
  const contacts = (organization: string) =>
    stack.database.sql<{ first_name: string; last_name: string; city: string | null }[]>`
      select p.first_name, p.last_name, c.city
      from public.contacts as p join public.companies as c on c.id = p.company_id
      where c.name = ${organization} order by p.id`

  it('read a file with semicolons in Latin-1, say what would happen, write it, and take it back', async () => {
    await open('/contacts')
    await page.getByRole('button', { name: 'More actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Import' }).click()
    await page.getByRole('heading', { name: 'Import', exact: true }).waitFor()
    expect(await violations()).toEqual([])

    const text =
      'Prénom;Nom;Société;E-mail;Ville\r\nZoé;Müller;Café Noir;zoe@noir.example;Orléans \x96 Sud\r\nYves;Noir;Café Noir;not an address;Orléans\r\nXénia;"Noir; née Blanc";café noir;xenia@noir.example;\r\n'
    await choose('clients.csv', Buffer.from(text, 'latin1'))
    await page.getByRole('heading', { name: 'What the columns are' }).waitFor()
    expect(await page.getByLabel('Separator').inputValue()).toBe(';')
    expect(await page.getByLabel('Encoding').inputValue()).toBe('windows-1252')
    expect(await meaningOf('Prénom')).toBe('contact.first_name')
    expect(await meaningOf('Société')).toBe('organization.name')
    await page.getByRole('cell', { name: 'Orléans – Sud' }).first().waitFor()
    expect(await violations()).toEqual([])

    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('heading', { name: 'What would happen' }).waitFor()
    expect(await counts('Contacts')).toEqual(['2', '0', '', ''])
    expect(await counts('Organizations')).toEqual(['1', '0', '', ''])
    expect(await counts('Rows')).toEqual(['2', '0', '0', '1'])
    await page.getByText('E-mail: «not an address» is not an e-mail address.').waitFor()
    expect(await contacts('Café Noir')).toEqual([])
    expect(await violations()).toEqual([])

    await page.getByRole('button', { name: 'Import 2 rows' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    expect(await contacts('Café Noir')).toEqual([
      { first_name: 'Zoé', last_name: 'Müller', city: 'Orléans – Sud' },
      { first_name: 'Xénia', last_name: 'Noir; née Blanc', city: 'Orléans – Sud' },
    ])

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download these rows' }).click()
    const saved = await readFile(await (await download).path(), 'utf8')
    expect(saved).toContain('Prénom,Nom,Société,E-mail,Ville,⚠')
    expect(saved).toContain('Yves,Noir,Café Noir,not an address,Orléans,')
    // Put right and loaded again, without the column that says why.
    await page.getByRole('button', { name: 'Another file' }).click()
    await choose('fixed.csv', Buffer.from(saved.replace('not an address', 'yves@noir.example')))
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: 'Import 1 row' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    expect((await contacts('Café Noir')).map((row) => row.first_name)).toEqual([
      'Zoé',
      'Xénia',
      'Yves',
    ])

    for (const name of ['fixed.csv', 'clients.csv']) {
      await page.getByRole('button', { name: `Take back the import of ${name}` }).click()
      await page.getByRole('listitem').filter({ hasText: name }).getByText('Taken back').waitFor()
    }
    expect(await contacts('Café Noir')).toEqual([])
    const left = await stack.database.sql`
      select deleted_at is not null as gone from public.companies where name = 'Café Noir'`
    expect(left).toEqual([{ gone: true }])
  })

  it('remember what someone chose for columns that have no known name', async () => {
    const file = Buffer.from('Quelle A,Feld X\nRemembered Works,Ulm\n')
    await open('/import')
    await choose('own.csv', file)
    await page.getByRole('button', { name: 'Check' }).waitFor()
    expect([await meaningOf('Quelle A'), await meaningOf('Feld X')]).toEqual(['', ''])
    await page.getByText('Say for at least one column what it is.').waitFor()
    await page.getByLabel('What «Quelle A» is').selectOption('organization.name')
    await page.getByLabel('What «Feld X» is').selectOption({ label: 'Organization: City' })
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: 'Import 1 row' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    await page.getByRole('button', { name: 'Another file' }).click()
    await choose('own again.csv', file)
    await page.getByText('As you chose it the last time').waitFor()
    expect(await meaningOf('Feld X')).toBe('organization.city')
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('heading', { name: 'What would happen' }).waitFor()
    expect(await counts('Rows')).toEqual(['0', '0', '1', '0'])
    await page.getByRole('button', { name: 'Back to the columns' }).click()
    await page.getByRole('button', { name: 'Another file' }).click()
  })

  it('read an XLSX file with days and numbers, in French', async () => {
    const french = await browser.signedIn(stack.users[1])
    await open('/import', french)
    await french.getByRole('button', { name: /^Account of/ }).click()
    await french.getByRole('menuitemradio', { name: 'Français' }).click()
    await french.keyboard.press('Escape')
    await french.getByRole('heading', { name: 'Importer', exact: true }).waitFor()
    const file = xlsxFile([
      ['Nom', 'Organisation', 'Étape', 'Montant', 'Conclusion prévue', 'Contacts'],
      [
        'Moulin neuf',
        'Moulins réunis',
        'Proposition',
        12_500.4,
        new Date('2026-12-31T00:00:00Z'),
        'Ada King',
      ],
      ['Moulin vieux', 'Moulins réunis', 'Nulle part', 1, '31/12/2026', ''],
    ])
    await choose('opportunités.xlsx', file, french)
    await french.getByRole('button', { name: 'Vérifier' }).click()
    await french.getByRole('heading', { name: 'Ce qui se passerait' }).waitFor()
    expect(await counts('Opportunités', french)).toEqual(['1', '0', '', ''])
    await french.getByText(/Étape: .*Nulle part.* n’est pas une de ses valeurs/).waitFor()
    await french.getByRole('button', { name: 'Importer 1 ligne' }).click()
    await french.getByRole('heading', { name: 'Ce qui s’est passé' }).waitFor()
    const rows = await stack.database.sql`
      select o.stage::text, o.amount::int, o.expected_closing_date::text as day,
        (select p.last_name from public.opportunity_contacts as l join public.contacts as p on p.id = l.contact_id
         where l.opportunity_id = o.id) as person
      from public.opportunities as o where o.name in ('Moulin neuf', 'Moulin vieux')`
    expect(rows).toEqual([{ stage: 'proposal', amount: 12_500, day: '2026-12-31', person: 'King' }])
    await french.context().close()
  })

  it('go on while one works on another page, and say when they are done', async () => {
    const lines = Array.from(
      { length: 1200 },
      (_, n) => `Name ${n},Away ${n},away-${n}@away.example`,
    )
    await open('/import')
    await choose('long.csv', Buffer.from(`First name,Last name,E-mail\n${lines.join('\n')}\n`))
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: 'Import 1,200 rows' }).click()
    await page.getByRole('status').filter({ hasText: 'Importing' }).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Organizations' }).first().click()
    await page.getByRole('heading', { name: 'Organizations' }).waitFor()
    await page.getByText('1,200 rows imported').waitFor()
    const made = await stack.database.sql`
      select from public.contacts where email_jsonb::text like '%@away.example%'`
    expect(made).toHaveLength(1200)
  })

  it('are taken up again after the page was loaded anew, with nothing twice', async () => {
    const lines = Array.from({ length: 1500 }, (_, n) => `Re ${n},Load ${n},re-${n}@load.example`)
    await open('/import')
    await choose('reload.csv', Buffer.from(`First name,Last name,E-mail\n${lines.join('\n')}\n`))
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: 'Import 1,500 rows' }).click()
    await page
      .getByRole('status')
      .filter({ hasText: /Importing: (?:[1-9])/ })
      .waitFor()
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText(/«reload.csv»: \d+ of 1,500 rows are done/).waitFor()
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    expect((await counts('Rows'))[3]).toBe('0')
    const made = await stack.database.sql`
      select from public.contacts where email_jsonb::text like '%@load.example%'`
    expect(made).toHaveLength(1500)
    await page.reload()
    await page.getByRole('heading', { name: 'Import', exact: true }).waitFor()
    expect(await page.getByText('An import was broken off').count()).toBe(0)
  })

  it('ask how an amount is written that can be read in two ways, and go by the answer', async () => {
    await open('/import')
    await choose('amounts.csv', Buffer.from('Deal name;Company;Amount\nAsked;Asked Works;1.234\n'))
    await page.getByText('Say how the amounts are written.', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Check' }).isDisabled()).toBe(true)
    await page.getByRole('radio', { name: 'Thousands: 1,234' }).check()
    await page.getByRole('cell', { name: '1,234' }).waitFor()
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: 'Import 1 row' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    const rows = await stack.database.sql`
      select amount::int from public.opportunities where name = 'Asked'`
    expect(rows).toEqual([{ amount: 1234 }])
    await page.getByRole('button', { name: 'Another file' }).click()
    await choose('again.csv', Buffer.from('Company,City\nAsked Works,Ulm\nasked-works,Bonn\n'))
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('heading', { name: 'What would be overwritten' }).waitFor()
    await page.getByText('City: Ulm → Bonn').waitFor()
    await page.getByRole('button', { name: 'Back to the columns' }).click()
    await page.getByRole('button', { name: 'Another file' }).click()
  })

  it('of an export change nothing, on each of the three lists', async () => {
    for (const [path, heading] of [
      ['/contacts', 'Contacts'],
      ['/organizations', 'Organizations'],
      ['/opportunities', 'Opportunities'],
    ] as const) {
      await open(path)
      await page.getByRole('heading', { name: heading, exact: true }).waitFor()
      if (path === '/opportunities') await page.getByRole('button', { name: 'Table' }).click()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Export' }).click()
      const saved = await readFile(await (await download).path())
      await open('/import')
      await choose(`${heading}.csv`, saved)
      await page.getByRole('button', { name: 'Check' }).click()
      await page.getByRole('heading', { name: 'What would happen' }).waitFor()
      const [created, updated, unchanged, failed] = await counts('Rows')
      expect([heading, created, updated, failed]).toEqual([heading, '0', '0', '0'])
      expect(Number(unchanged?.replace(',', ''))).toBeGreaterThan(100)
      await page.getByRole('button', { name: 'Back to the columns' }).click()
      await page.getByRole('button', { name: 'Another file' }).click()
    }
  })

  it('read the JSON of Atomic CRM with its notes and tasks, and say what of it is left out', async () => {
    const json = {
      companies: [{ id: 1, name: 'Json Works', city: 'Ulm' }],
      contacts: [
        {
          id: 2,
          first_name: 'Jason',
          last_name: 'Works',
          company_id: 1,
          emails: [{ email: 'jason@json.example', type: 'Work' }],
          tags: ['from json'],
        },
      ],
      deals: [{ id: 3, name: 'Json order', company_id: 1, contact_ids: [2], stage: 'won' }],
      notes: [
        { id: 4, contact_id: 2, text: 'Met in Ulm', date: '2024-05-06T07:08:09Z' },
        { id: 5, contact_id: 99, text: 'of nobody' },
      ],
      tasks: [{ id: 6, contact_id: 2, type: 'call', text: 'Call Jason', due_date: '2030-01-02' }],
    }
    await open('/import')
    await choose('atomic.json', Buffer.from(JSON.stringify(json)))
    await page.getByText('1 entry of «notes», whose contact is not in it').waitFor()
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: 'Import 5 rows' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    expect(await counts('Notes')).toEqual(['1', '0', '', ''])
    expect(await counts('Tasks')).toEqual(['1', '0', '', ''])
    expect(await contacts('Json Works')).toEqual([
      { first_name: 'Jason', last_name: 'Works', city: 'Ulm' },
    ])
    const orders = await stack.database.sql`
      select o.stage::text, p.first_name from public.opportunities as o
      join public.opportunity_contacts as l on l.opportunity_id = o.id
      join public.contacts as p on p.id = l.contact_id where o.name = 'Json order'`
    expect(orders).toEqual([{ stage: 'closed_won', first_name: 'Jason' }])
    const [jason] = await stack.database.sql`
      select
        array(select n.text from public.contact_notes as n where n.contact_id = c.id) as notes,
        array(select t.text from public.tasks as t where t.contact_id = c.id) as tasks
      from public.contacts as c where c.email_jsonb::text like '%jason@json.example%'`
    expect(jason).toEqual({ notes: ['Met in Ulm'], tasks: ['Call Jason'] })
    await page.getByRole('button', { name: 'Another file' }).click()
    await choose('atomic again.json', Buffer.from(JSON.stringify(json)))
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('heading', { name: 'What would happen' }).waitFor()
    expect(await counts('Rows')).toEqual(['0', '0', '5', '0'])
    await page.getByRole('button', { name: 'Back to the columns' }).click()
    await page.getByRole('button', { name: 'Another file' }).click()
  })

  it('of what is no table say what to do', async () => {
    await open('/import')
    await choose('old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
    await page.getByText('This workbook cannot be read. Save it again, or as CSV.').waitFor()
    await choose('broken.json', Buffer.from('{"contacts": ['))
    await page.getByText('This JSON file cannot be read.').waitFor()
  })
})
