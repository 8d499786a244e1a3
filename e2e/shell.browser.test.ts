import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTargetSchema } from '@valence/schema/growth'
import { createUser, type RunningServer, startServer } from '@valence/server'
import { createTestDatabase, findChromium, type TestDatabase } from '@valence/testkit'
import axe from 'axe-core'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CRM_PAGES } from '../bench/workload/crm-pages.ts'

const executablePath = findChromium()
const publicDir = fileURLToPath(new URL('../packages/crm/dist', import.meta.url))
/** For tests that walk every page; a machine may be busy with other things. */
const WALK_TIMEOUT_MS = 400_000

const ADA = { email: 'ada@example.com', password: 'correct horse' }

/** Every kind of page, with a record behind those that need one. */
const PAGES = [...CRM_PAGES, '/contacts/999999/show']

// Without a browser `npm test` says in its closing line that these were left out, and how to get one.
describe.runIf(executablePath !== null)('the shell of the CRM', () => {
  let database: TestDatabase
  let server: RunningServer
  let browser: Browser
  let home: string
  let state: Exclude<BrowserContextOptions['storageState'], undefined>
  const complaints: string[] = []
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'valence-shell-'))
    database = await createTestDatabase({
      template: 'shell',
      build: async ({ sql }) => {
        await createTargetSchema(sql)
        await createUser(sql, { ...ADA, metadata: { first_name: 'Ada', last_name: 'Byron' } })
        await sql.unsafe(`
          insert into public.companies (name, city, organization_type, sales_id)
          values ('Acme, Inc (EU)', 'Ghent', 'customer', 1);
          insert into public.contacts (first_name, last_name, title, company_id, sales_id, email_jsonb)
          values ('Grace', 'Hopper', 'Admiral', 1, 1, '[{"email": "grace@example.com", "type": "Work"}]');
          insert into public.opportunities
            (name, stage, customer_organization_id, amount, sales_id, index, expected_closing_date)
          values ('Compiler 50% off', 'proposal', 1, 1234567, 1, 0, '2026-03-04'),
            ('Linker', 'closed_won', 1, 1234567, 1, 0, current_date)`)
      },
    })
    server = await startServer({ databaseUrl: database.apiUrl, port: 0, publicDir, home })
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    })
    const page = await open({ storageState: { cookies: [], origins: [] } })
    await page.goto(server.url)
    await page.getByLabel('E-mail').fill(ADA.email)
    await page.getByLabel('Password').fill(ADA.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
    state = await page.context().storageState()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await database?.drop()
    await rm(home, { recursive: true, force: true })
  })

  /** A page of a browser of its own, signed in unless said otherwise. */
  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      locale: 'en-US',
      timezoneId: 'America/Los_Angeles',
      serviceWorkers: 'block',
      storageState: state,
      ...options,
    })
    contexts.push(context)
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      // The browser's own words for an answer that was an error: the page says what it means, and tests look at that.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
        complaints.push(message.text())
      }
    })
    return page
  }

  async function close(page: Page): Promise<void> {
    await page.context().close()
  }

  /** Until the page has its heading, and asks for nothing more. */
  async function settle(page: Page): Promise<void> {
    await page.locator('main h1').first().waitFor()
    await page.waitForLoadState('networkidle')
  }

  it('paints in the colours of the theme before any program of the app has come', async () => {
    const page = await open({ colorScheme: 'dark' })
    await page.route('**/assets/*.js', () => {})
    await page.goto(server.url, { waitUntil: 'commit' })
    await page.locator('#root').waitFor({ state: 'attached' })
    expect(await backgroundOf(page)).toBe('rgb(14, 15, 19)')
    await page.evaluate(() => localStorage.setItem('RaStore.theme', '"light"'))
    await page.goto(server.url, { waitUntil: 'commit' })
    await page.locator('#root').waitFor({ state: 'attached' })
    expect(await backgroundOf(page)).toBe('rgb(246, 246, 248)')
    await close(page)
  })

  it('speaks French: words, numbers, days and the document’s language, also after a reload', async () => {
    const page = await open()
    await page.goto(`${server.url}/opportunities/1/show`)
    await settle(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('main').textContent()).toContain('$1,234,567')
    await page.getByRole('button', { name: 'Account of Ada Byron' }).click()
    await page.getByRole('menuitemradio', { name: 'Français' }).click()
    await page.getByRole('link', { name: 'Tableau de bord', exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    await page.reload()
    await settle(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    const text = (await page.locator('main').textContent())?.replace(/[\u00a0\u202f]/g, ' ')
    expect(text).toContain('1 234 567 $US')
    expect(text).toMatch(/4 mars 2026/)
    await close(page)
  })

  it('begins in the language of the browser', async () => {
    const page = await open({ locale: 'fr-FR', storageState: { cookies: [], origins: [] } })
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Se connecter' }).waitFor()
    expect(await page.title()).toBe('Se connecter · Valence CRM')
    await close(page)
  })

  /** Each page has its title and its heading, and no old word. Returns the titles. */
  async function expectNames(page: Page, address: string): Promise<string> {
    const title = await page.title()
    expect(title).toMatch(/^.+ · Valence CRM$/)
    expect(title, address).not.toMatch(/broke|cassé/)
    const words = await page.evaluate(wordsOf)
    const found = words.filter((text) => /\bdeals?\b/i.test(text))
    expect({ address, found }).toEqual({ address, found: [] })
    expect(await page.locator('main h1').count(), address).toBe(1)
    return title
  }

  async function expectNoViolation(page: Page, address: string, theme: string): Promise<void> {
    expect({ address, theme, found: await violationsOf(page) }).toEqual({
      address,
      theme,
      found: [],
    })
  }

  /** What a system says that turns dark, or light, while the page is open. */
  async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
    if ((await themeOf(page)) === colorScheme) return
    await page.emulateMedia({ colorScheme })
    await expect.poll(() => themeOf(page)).toBe(colorScheme)
    // Colours are on their way for a moment.
    await page.waitForTimeout(300)
  }

  /** Forms of a new and of a present record, lists and pages of one have names of their own. */
  function expectDifferent(titles: readonly string[]): void {
    expect(new Set(titles).size).toBeGreaterThanOrEqual(PAGES.length - 1)
  }

  it(
    'names each page and says no old word, has no violation that axe finds in either theme, and fits a phone',
    async () => {
      const page = await open()
      const titles: string[] = []
      for (const address of PAGES) {
        await page.setViewportSize({ width: 1400, height: 900 })
        await page.goto(`${server.url}${address}`)
        await settle(page)
        titles.push(await expectNames(page, address))
        for (const theme of turns(await themeOf(page))) {
          await turn(page, theme)
          await expectNoViolation(page, address, theme)
        }
        await page.setViewportSize({ width: 390, height: 844 })
        await settle(page)
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect({ address, width }, 'nothing is wider than the window').toEqual({
          address,
          width: 390,
        })
      }
      expectDifferent(titles)
      await close(page)
    },
    WALK_TIMEOUT_MS,
  )

  it(
    'names each page in French too, and says no old word',
    async () => {
      const page = await open({ locale: 'fr' })
      const titles: string[] = []
      for (const address of PAGES) {
        await page.goto(`${server.url}${address}`)
        await settle(page)
        titles.push(await expectNames(page, address))
      }
      expectDifferent(titles)
      await close(page)
    },
    WALK_TIMEOUT_MS,
  )

  it(
    'leads every old link to its new page, with its query',
    async () => {
      const page = await open()
      const filter = encodeURIComponent('{"company_id":1,"stage":"won"}')
      for (const [old, now] of [
        ['/deals', '/opportunities'],
        ['/deals/create', '/opportunities/create'],
        ['/deals/1', '/opportunities/1'],
        ['/deals/1/show', '/opportunities/1/show'],
        ['/#/deals/1/show', '/opportunities/1/show'],
        ['/companies/1/show', '/organizations/1/show'],
      ]) {
        // From elsewhere each time: a change of the hash alone would be no new page.
        await page.goto('about:blank')
        await page.goto(`${server.url}${old}`)
        await page.waitForURL((url) => url.pathname === now)
        await settle(page)
      }
      await page.goto(`${server.url}/deals?filter=${filter}&page=1`)
      await page.waitForURL((url) => url.pathname === '/opportunities')
      await settle(page)
      const query = new URL(page.url()).searchParams
      expect(JSON.parse(query.get('filter') ?? '')).toEqual({ customer_organization_id: 1 })
      await close(page)
    },
    WALK_TIMEOUT_MS,
  )

  it('finds a record from anywhere with / and words, and opens it with Enter', async () => {
    const page = await open()
    await page.goto(`${server.url}/contacts`)
    await settle(page)
    await page.keyboard.press('/')
    await page.getByRole('dialog', { name: 'Search' }).waitFor()
    await page.keyboard.type('50% compiler')
    await page.getByRole('option', { name: /Compiler 50% off/ }).waitFor()
    expect(await page.getByRole('option').count()).toBe(1)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/opportunities/1/show')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await close(page)
  })

  it('finds people by organization, and says when there is nothing', async () => {
    const page = await open()
    await page.goto(server.url)
    await settle(page)
    await page.getByRole('button', { name: 'Search' }).first().click()
    await page.getByRole('combobox', { name: 'Search' }).fill('hopper acme')
    await page.getByRole('option', { name: /Grace Hopper/ }).waitFor()
    await page.getByRole('combobox', { name: 'Search' }).fill('zebra')
    await page.getByText('Nothing found for «zebra»').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await close(page)
  })

  it('loses no letter while the search or a form is being fetched, nor an Enter before the answer', async () => {
    const page = await open()
    const search = gate()
    await page.route('**/assets/SearchDialog-*.js', async (route) => {
      await search.isOpen
      await route.continue()
    })
    await page.goto(`${server.url}/contacts`)
    await settle(page)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('linkex')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('r')
    await page.keyboard.press('Enter')
    search.open()
    await page.waitForURL('**/opportunities/2/show')
    await page.getByRole('heading', { name: 'Linker' }).waitFor()

    const form = gate()
    await page.route('**/assets/*.js', async (route) => {
      await form.isOpen
      await route.continue()
    })
    await page.keyboard.press('c')
    const asked = page.waitForRequest('**/assets/*.js')
    await page.getByRole('menuitem', { name: 'New organization' }).click()
    await asked
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await page.keyboard.type('cog & go')
    form.open()
    await expect.poll(() => page.getByLabel('Name').first().inputValue()).toBe('cog & go')
    await close(page)
  })

  it('goes by keyboard: g c, c, e, ?, and not while one types', async () => {
    const page = await open()
    await page.goto(server.url)
    await settle(page)
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL('**/contacts')
    await page.keyboard.press('c')
    await page.getByRole('menuitem', { name: 'New organization' }).waitFor()
    await page.keyboard.press('Escape')
    await page.goto(`${server.url}/contacts/1/show`)
    await settle(page)
    await page.keyboard.press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('e')
    await page.waitForURL('**/contacts/1')
    await page.getByLabel('First name').fill('')
    await page.getByLabel('First name').pressSequentially('gc?')
    expect(await page.getByLabel('First name').inputValue()).toBe('gc?')
    expect(page.url()).toMatch(/\/contacts\/1$/)
    await close(page)
  })

  it('warns before unsaved changes are lost, and keeps them', async () => {
    const page = await open()
    await page.goto(`${server.url}/organizations/1`)
    await settle(page)
    await page.getByLabel('City').fill('Bruges')
    const asked: string[] = []
    page.once('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    await page.getByRole('link', { name: 'Contacts' }).first().click()
    await expect.poll(() => asked).toHaveLength(1)
    expect(await page.getByLabel('City').inputValue()).toBe('Bruges')
    await close(page)
  })

  it('asks whose values stay when someone else saved first', async () => {
    const page = await open()
    await page.goto(`${server.url}/contacts/1`)
    await settle(page)
    await database.sql`update public.contacts set title = 'Rear Admiral' where id = 1`
    await page.getByLabel('Job title').fill('Professor')
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog', { name: 'Someone else saved this first' })
    await dialog.waitFor()
    expect(await dialog.getByRole('row').nth(1).textContent()).toMatch(
      /^Job title\s*Rear Admiral\s*Professor$/,
    )
    await dialog.getByRole('button', { name: 'Back to the form' }).click()
    await page.getByText('Not saved. Your values are still in the form.').waitFor()
    expect(await page.getByLabel('Job title').inputValue()).toBe('Professor')
    await page.getByLabel('Job title').press('Control+Enter')
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await page.waitForURL('**/contacts/1/show')
    const [row] = await database.sql`select c.title from public.contacts as c where c.id = 1`
    expect(row).toEqual({ title: 'Professor' })
    await close(page)
  })

  it('attaches a file to what is logged, and opens it by a signed address', async () => {
    const page = await open()
    await page.goto(`${server.url}/contacts/1/show`)
    await settle(page)
    await page.getByRole('button', { name: 'Write a note' }).click()
    await page.getByLabel('What happened').fill('Sent the offer')
    await page.locator('input[type="file"]').setInputFiles({
      name: 'Offer (final).txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('nine hundred'),
    })
    await page.getByRole('button', { name: 'Remove Offer (final).txt' }).first().waitFor()
    await page.getByRole('button', { name: 'Log it' }).click()
    const link = page.getByRole('button', { name: 'Offer (final).txt', exact: true })
    await link.waitFor()
    const opened = page.waitForEvent('popup')
    await link.click()
    const tab = await opened
    await tab.waitForURL(/\/storage\/v1\/object\/sign\/crm-files\/.*token=/)
    expect(await tab.locator('body').textContent()).toContain('nine hundred')
    await close(page)
  })

  it('offers to reload when the server has another version', async () => {
    const page = await open()
    await page.clock.install()
    await page.goto(`${server.url}/contacts`)
    await settle(page)
    const first = page.waitForResponse('**/index.html')
    await page.clock.fastForward(11_000)
    await first
    await page.route('**/index.html', (route) => route.fulfill({ body: '<!doctype html>next' }))
    const second = page.waitForResponse('**/index.html')
    await page.clock.fastForward(301_000)
    await second
    await page.getByText('A new version is there.').waitFor()
    await page.getByRole('button', { name: 'Reload' }).waitFor()
    await close(page)
  })

  it('says that there is no connection, and that it is back', async () => {
    const page = await open()
    await page.goto(`${server.url}/contacts`)
    await settle(page)
    await page.context().setOffline(true)
    await page.getByText('You are offline.').waitFor()
    await page.context().setOffline(false)
    await page.getByText('You are online again.').waitFor()
    await close(page)
  })

  it('is there without a connection, and keeps no answer of the API', async () => {
    const page = await open({ serviceWorkers: 'allow' })
    await page.goto(`${server.url}/contacts`)
    await settle(page)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await expect
      .poll(() => page.evaluate(keptPaths), { timeout: 15_000 })
      .toEqual(expect.arrayContaining(['/index.html', '/config.json']))
    const kept = await page.evaluate(keptPaths)
    expect(kept.filter((path) => /^\/(?:rest|auth|storage)\//.test(path))).toEqual([])
    await page.context().setOffline(true)
    await page.reload()
    // Not every Chromium knows after a reload that it was told to be offline; what fails then is the request.
    await page
      .getByText(/You are offline\.|The server does not answer\./)
      .first()
      .waitFor()
    await page.getByRole('link', { name: 'Contacts' }).first().waitFor()
    await close(page)
  })

  it(
    'has no violation that axe finds in tables and the search, in either theme',
    async () => {
      const page = await open()
      for (const list of ['opportunities', 'contacts', 'organizations']) {
        await page.goto(`${server.url}/${list}`)
        await settle(page)
        await page.getByRole('button', { name: 'Table', exact: true }).click()
        await page.getByRole('table').waitFor()
        // Colours of the button under the mouse are still on their way.
        await page.mouse.move(0, 0)
        await page.waitForTimeout(500)
        for (const theme of turns(await themeOf(page))) {
          await turn(page, theme)
          await expectNoViolation(page, list, theme)
        }
      }
      await page.keyboard.press('/')
      await page.getByRole('dialog', { name: 'Search' }).waitFor()
      await page.keyboard.type('acme')
      await page.getByRole('option').first().waitFor()
      for (const theme of turns(await themeOf(page))) {
        await turn(page, theme)
        await expectNoViolation(page, 'search', theme)
      }
      await close(page)
    },
    WALK_TIMEOUT_MS,
  )

  it('leaves nothing in the browser of who signs out: no token, no address, no row', async () => {
    const page = await open()
    await page.goto(`${server.url}/contacts`)
    await settle(page)
    await page.getByPlaceholder('Search contacts').fill('hopper')
    await page.waitForURL(/hopper/)
    await settle(page)
    await page.getByRole('link', { name: 'Grace Hopper' }).first().click()
    await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
    await page.evaluate(keepImport)
    const before = await page.evaluate(keptText)
    for (const kept of ['eyJ', ADA.email, 'hopper', 'Kept,Row']) expect(before).toContain(kept)
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.waitForLoadState('networkidle')
    const after = await page.evaluate(keptText)
    expect(after).not.toMatch(/eyJ|example\.com|hopper|Kept,Row/i)
    await page.goBack()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await page.getByText('Hopper').count()).toBe(0)
    await close(page)
  })

  it('complains of nothing on the way', () => {
    expect(complaints).toEqual([])
  })
})

async function backgroundOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
}

/** Both, the one that is there first. */
function turns(theme: 'light' | 'dark'): readonly ('light' | 'dark')[] {
  return theme === 'light' ? ['light', 'dark'] : ['dark', 'light']
}

async function themeOf(page: Page): Promise<'light' | 'dark'> {
  const colour = await backgroundOf(page)
  const [red = 255] = (/\d+/g.exec(colour) ?? []).map(Number)
  return red > 127 ? 'light' : 'dark'
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (
      window as unknown as {
        axe: {
          run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
        }
      }
    ).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

/** Runs in the page: all that is read, by eye or by a screen reader. */
function wordsOf(): string[] {
  const named = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
  return [
    document.title,
    document.body.textContent ?? '',
    ...named.flatMap((element) =>
      ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    ),
  ]
}

/** Runs in the page: the addresses that the worker keeps. */
async function keptPaths(): Promise<string[]> {
  const names = await caches.keys()
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
  return requests.flat().map(({ url }) => new URL(url).pathname)
}

/** Something that waits until it is let through. */
function gate(): { readonly isOpen: Promise<void>; readonly open: () => void } {
  let open = () => {}
  const isOpen = new Promise<void>((resolve) => {
    open = resolve
  })
  return { isOpen, open }
}

/** As an import that is under way keeps its file. Runs in the page. */
async function keepImport(): Promise<void> {
  const opening = indexedDB.open('valence-imports', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('imports')
  await new Promise((resolve) => {
    opening.onsuccess = resolve
  })
  const writing = opening.result.transaction('imports', 'readwrite')
  writing.objectStore('imports').put('Kept,Row', 'draft')
  await new Promise((resolve) => {
    writing.oncomplete = resolve
  })
  opening.result.close()
}

/** All that the origin keeps in this browser. Runs in the page. */
async function keptText(): Promise<string> {
  const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie]
  for (const { name } of await indexedDB.databases()) {
    const opening = indexedDB.open(name ?? '')
    await new Promise((resolve) => {
      opening.onsuccess = resolve
    })
    for (const store of opening.result.objectStoreNames) {
      const reading = opening.result.transaction(store).objectStore(store).getAll()
      await new Promise((resolve) => {
        reading.onsuccess = resolve
      })
      kept.push(reading.result)
    }
    opening.result.close()
  }
  return JSON.stringify(kept)
}
