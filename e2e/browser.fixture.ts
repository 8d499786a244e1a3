import { fileURLToPath } from 'node:url'
import { findChromium } from '@valence/testkit'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { SampleUser } from './opportunities.fixture.ts'

/** Null where there is none; `npm test` says in its closing line what was left out then, and how to get one. */
export const executablePath = findChromium()
/** The built CRM. */
export const publicDir = fileURLToPath(new URL('../packages/crm/dist', import.meta.url))

export interface TestBrowser {
  /** What pages complained of in the console since the last time this was asked. */
  complaints(): readonly string[]
  /** A browser of its own, as that user, on the dashboard. */
  signedIn(
    url: string,
    user: SampleUser,
    options?: Parameters<Browser['newContext']>[0],
  ): Promise<Page>
  close(): Promise<void>
}

export async function openBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: executablePath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const heard: string[] = []
  return {
    complaints: () => heard.splice(0),
    signedIn: async (url, user, options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1400, height: 900 },
        locale: 'en-US',
        ...options,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(45_000)
      page.on('pageerror', (error) => heard.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') heard.push(message.text())
      })
      await page.goto(url)
      await page.getByLabel('E-mail').fill(user.email)
      await page.getByLabel('Password').fill(user.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
      return page
    },
    close: () => browser.close(),
  }
}
