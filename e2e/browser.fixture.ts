import { fileURLToPath } from 'node:url'
import { findChromium } from '@valence/testkit'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { OpportunityStack, SampleUser } from './opportunities.fixture.ts'

/** The program of a browser; null where the machine has none, and `npm test` says how to get one. */
export const browserPath = findChromium()

/** The built CRM. */
export const publicDir = fileURLToPath(new URL('../packages/crm/dist', import.meta.url))

/** A browser on the CRM of a stack. */
export interface CrmBrowser {
  /** A browser of its own, as that user. */
  signedIn(user: SampleUser, options?: BrowserContextOptions): Promise<Page>
  /** What pages threw or wrote as errors since one last asked. */
  complaints(): readonly string[]
  close(): Promise<void>
}

export async function openBrowser(stack: OpportunityStack): Promise<CrmBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: browserPath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const complaints: string[] = []
  return {
    complaints: () => complaints.splice(0),
    close: () => browser.close(),
    signedIn: async (user, options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1400, height: 900 },
        locale: 'en-US',
        ...options,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(45_000)
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      await page.goto(stack.server.url)
      await page.getByLabel('E-mail').fill(user.email)
      await page.getByLabel('Password').fill(user.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      // In the user's own language.
      await page.getByRole('heading', { name: /^(Dashboard|Tableau de bord)$/ }).waitFor()
      return page
    },
  }
}

/** Requests for data while `work` runs, and until the page has been quiet for a second. */
export async function requestsDuring(page: Page, work: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = []
  const listen = (request: { url(): string; method(): string }) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/rest/v1/')) asked.push(pathname.slice('/rest/v1/'.length))
  }
  page.on('request', listen)
  await work()
  let known = -1
  while (known !== asked.length) {
    known = asked.length
    await page.waitForTimeout(1_000)
  }
  page.off('request', listen)
  return asked
}
