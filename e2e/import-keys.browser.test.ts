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

const HEADERS =
  'Réf;Prénom;Nom;E-mail;Réf société;Société;Ville;Réf affaire;Affaire;Étape;Montant;Conclusion prévue'
const WRONG = { email: 7, stage: 12, day: 20 } as const

/** Row `n` of the file of another system: a person each, three to an organization, an opportunity for every second. */
function row(n: number): string {
  const company = Math.floor(n / 3)
  const opportunity =
    n % 2 === 0
      ? [
          `A-${n}`,
          `Marché ${n}`,
          n === WRONG.stage ? 'Peut-être' : 'Proposition',
          `${n} 500,00 \x80`,
          n === WRONG.day ? '31/02/2027' : '31/12/2027',
        ]
      : ['', '', '', '', '']
  return [
    `P-${n}`,
    `Zoé ${n}`,
    `Müller ${n}`,
    n === WRONG.email ? 'pas une adresse' : `zoe${n}@clef.example`,
    `S-${company}`,
    `Société Clef ${company}`,
    `Orléans ${company}`,
    ...opportunity,
  ].join(';')
}

const fileOf = (rows: readonly string[]) =>
  Buffer.from(`${[HEADERS, ...rows].join('\r\n')}\r\n`, 'latin1')

/** Of the sample company nothing, so that only an import leaves traces there. */
const TRACES = [
  'companies',
  'contacts',
  'contact_organizations',
  'opportunities',
  'opportunity_contacts',
  'external_keys',
] as const

describe.runIf(browserPath !== null)('a file of another system in the browser', () => {
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

  const choose = async (name: string, buffer: Buffer) => {
    await page.goto(`${stack.server.url}/import`)
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer })
    await page.getByRole('heading', { name: 'What the columns are' }).waitFor()
  }
  const counts = async (name: string) => {
    const figures = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    return (await figures.getByRole('cell').allTextContents()).map((text) => text.trim())
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
  const correct = async (line: number, header: string, text: string) => {
    await page.getByRole('button', { name: `Put right: row ${line}` }).click()
    const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Keep' }) })
    await form.getByLabel(header, { exact: true }).fill(text)
    await page.keyboard.press('Enter')
    await form.waitFor({ state: 'detached' })
  }
  const live = async (): Promise<Record<string, string>> => {
    const found = await Promise.all(
      TRACES.map(
        (table) => stack.database.sql<{ id: string; row: string }[]>`
          select t.id::text as id, (to_jsonb(t.*) - 'updated_at')::text as row
          from public.${stack.database.sql(table)} as t
          where to_jsonb(t.*) ->> 'deleted_at' is null`,
      ),
    )
    return Object.fromEntries(
      found.flatMap((rows, place) =>
        rows.map(({ id, row: text }) => [`${TRACES[place]}:${id}`, text]),
      ),
    )
  }
  let before: Record<string, string>

  it('says by what it tells records again, has its wrong rows put right in place, and is written whole', async () => {
    before = await live()
    await choose('autre.csv', fileOf(Array.from({ length: 30 }, (_, n) => row(n))))
    expect(await page.getByLabel('Separator').inputValue()).toBe(';')
    for (const [header, label] of [
      ['Réf', 'Contact: External ID'],
      ['Réf société', 'Organization: External ID'],
      ['Réf affaire', 'Opportunity: External ID'],
    ] as const) {
      await page.getByLabel(`What «${header}» is`, { exact: true }).selectOption({ label })
    }
    await page.getByRole('heading', { name: 'What tells a record again' }).waitFor()
    await page.getByText('Name the system that the external IDs are from.').waitFor()
    expect(await page.getByRole('button', { name: 'Check' }).isDisabled()).toBe(true)
    await page.getByLabel('Name of the other system').fill('Autre CRM')
    expect(await violations()).toEqual([])

    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('heading', { name: 'What would happen' }).waitFor()
    expect(await counts('Rows')).toEqual(['27', '0', '0', '3'])
    await page.getByText('E-mail: «pas une adresse» is not an e-mail address.').waitFor()
    await page.getByText('Étape: «Peut-être» is not one of its values.').waitFor()
    await page.getByText('Conclusion prévue: «31/02/2027» is not a day.').waitFor()
    // As a spreadsheet counts its rows.
    await correct(WRONG.email + 2, 'E-mail', 'still not one')
    await page.getByRole('button', { name: 'Check 1 corrected row' }).click()
    await page.getByText('E-mail: «still not one» is not an e-mail address.').waitFor()
    await correct(WRONG.email + 2, 'E-mail', `zoe${WRONG.email}@clef.example`)
    await page.getByText('Put right, not sent yet').waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Check 1 corrected row' }).click()
    await page.getByRole('button', { name: 'Import 28 rows' }).waitFor()
    expect(await counts('Rows')).toEqual(['28', '0', '0', '2'])
    expect(await live()).toEqual(before)

    await page.getByRole('button', { name: 'Import 28 rows' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    await correct(WRONG.stage + 2, 'Étape', 'Négociation')
    await correct(WRONG.day + 2, 'Conclusion prévue', '28/02/2027')
    await page.getByRole('button', { name: 'Import 2 corrected rows' }).click()
    await page.getByText('30 rows imported').waitFor()
    expect(await counts('Rows')).toEqual(['30', '0', '0', '0'])
    expect(await counts('Contacts')).toEqual(['30', '0', '', ''])
    expect(await counts('Organizations')).toEqual(['10', '0', '', ''])
    expect(await counts('Opportunities')).toEqual(['15', '0', '', ''])
    const made = await stack.database.sql`
      select p.last_name as person, c.name as organization, o.amount::int, o.stage::text, o.expected_closing_date::date::text as day
      from public.external_keys as k
      join public.opportunities as o on o.id = k.opportunity_id
      join public.companies as c on c.id = o.customer_organization_id
      join public.opportunity_contacts as l on l.opportunity_id = o.id
      join public.contacts as p on p.id = l.contact_id
      where k.source = 'Autre CRM' and k.key in ('A-12', 'A-20') order by k.key`
    expect(made).toEqual([
      {
        person: 'Müller 12',
        organization: 'Société Clef 4',
        amount: 12_500,
        stage: 'negotiation',
        day: '2027-12-31',
      },
      {
        person: 'Müller 20',
        organization: 'Société Clef 6',
        amount: 20_500,
        stage: 'proposal',
        day: '2027-02-28',
      },
    ])
  })

  it('shows what that system calls a record on its page, without a further request, and in exports', async () => {
    const [zoe] = await stack.database.sql<{ id: number; organization: number }[]>`
      select c.id::int as id, c.company_id::int as organization from public.contacts as c
      where c.last_name = 'Müller 4' and c.deleted_at is null`
    const asked = await requestsDuring(page, async () => {
      await page.goto(`${stack.server.url}/contacts/${zoe?.id}/show`)
      await page.getByText('Autre CRM: P-4').waitFor()
    })
    expect(asked).not.toContain('external_keys')
    expect(asked).not.toContain('rpc/external_ids')
    await page.goto(`${stack.server.url}/organizations/${zoe?.organization}/show`)
    await page.getByText('Autre CRM: S-1').waitFor()
    await page.goto(`${stack.server.url}/contacts`)
    await page.getByRole('heading', { name: 'Contacts', exact: true }).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    const saved = await readFile(await (await download).path(), 'utf8')
    expect(saved).toMatch(/,External IDs\r\n/)
    expect(saved).toMatch(/Müller 4,.*,Autre CRM: P-4\r\n/)
  })

  it('finds its records under new names, leaves what blank cells stand for, and is taken back whole', async () => {
    const first = await live()
    const next = row(4)
      .replace('Müller 4', 'Durand')
      .replace('zoe4@clef.example', '')
      .replace('Société Clef 1', 'Nouvelle Société')
      .replace('Orléans 1', '')
      .replace('Proposition', '')
    const rows = [
      next,
      row(5).replace('Société Clef 1', 'Nouvelle Société'),
      row(9).replace('P-9', 'P-99'),
    ]
    await choose('suite.csv', fileOf(rows))
    await page.getByText('As you chose it the last time').waitFor()
    expect(await page.getByLabel('Name of the other system').inputValue()).toBe('Autre CRM')
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('heading', { name: 'What would happen' }).waitFor()
    expect(await counts('Rows')).toEqual(['0', '1', '1', '1'])
    await page.getByText('By its other columns this is Zoé 9 Müller 9 (P-9), not «P-99».').waitFor()
    await page.getByRole('button', { name: 'Back to the columns' }).click()
    const person = page.getByRole('group', { name: 'Contact' })
    await person.getByLabel('E-mail address').uncheck()
    await person.getByLabel('Name, within the organization').uncheck()
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: 'Import 3 rows' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    expect(await counts('Contacts')).toEqual(['1', '1', '', ''])
    expect(await counts('Organizations')).toEqual(['0', '1', '', ''])
    const people = await stack.database.sql`
      select c.last_name as name, c.email_jsonb -> 0 ->> 'email' as email, o.name as organization, o.city
      from public.external_keys as k
      join public.contacts as c on c.id = k.contact_id
      join public.companies as o on o.id = c.company_id
      where k.key in ('P-4', 'P-9', 'P-99') order by k.key`
    expect(people).toEqual([
      {
        name: 'Durand',
        email: 'zoe4@clef.example',
        organization: 'Nouvelle Société',
        city: 'Orléans 1',
      },
      {
        name: 'Müller 9',
        email: 'zoe9@clef.example',
        organization: 'Société Clef 3',
        city: 'Orléans 3',
      },
      {
        name: 'Müller 9',
        email: 'zoe9@clef.example',
        organization: 'Société Clef 3',
        city: 'Orléans 3',
      },
    ])

    for (const [name, state] of [
      ['suite.csv', first],
      ['autre.csv', before],
    ] as const) {
      await page.getByRole('button', { name: `Take back the import of ${name}` }).click()
      await page.getByRole('listitem').filter({ hasText: name }).getByText('Taken back').waitFor()
      expect(await live()).toEqual(state)
    }
  })
})
