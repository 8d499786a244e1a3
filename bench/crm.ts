/**
 * Measures the built CRM in a real browser on a sample of any size: bytes of the first load, requests of each page,
 * first and largest paint, answers of the API, violations that axe finds, complaints in the console.
 *
 *     npm run build && node --import tsx bench/crm.ts --opportunities 100000 --output bench/results/crm.json
 *     node --import tsx bench/crm.ts --screenshots docs/images/pages   also keeps a picture of each page
 *
 * Each page is loaded anew, signed in, with an empty cache. Exit code 1 when a budget is missed.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { connect, copyIn } from '@valence/db'
import { demoUsers, loadTarget } from '@valence/sample-data'
import { createTargetSchema } from '@valence/schema/growth'
import { openStack, type RunningServer, startServer } from '@valence/server'
import { findChromium } from '@valence/testkit'
import axe from 'axe-core'
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
  type Request,
} from 'playwright-core'
import { CRM_PAGES } from './workload/crm-pages.ts'

const { values } = parseArgs({
  options: {
    opportunities: { type: 'string', default: '2000' },
    output: { type: 'string' },
    screenshots: { type: 'string' },
  },
})

const BUDGET = {
  initialKb: 400,
  apiRequests: 6,
  firstPaintMs: 800,
  largestPaintMs: 1500,
  apiMs: 100,
}

/** What adds up or compares everything has more time. */
const LONGER_MS: Readonly<Record<string, number>> = {
  'rpc/count_setting_uses': 300,
  'rpc/count_tag_uses': 300,
  'rpc/dashboard': 300,
  'rpc/opportunity_forecast': 300,
  'rpc/likely_duplicates': 1000,
}

const DIST = path.resolve(import.meta.dirname, '../packages/crm/dist')
const LARGE = { width: 1400, height: 900 }
const PHONE = { width: 390, height: 844 }

interface PageResult {
  readonly route: string
  readonly theme: 'light' | 'dark'
  /** Questions to the API. Files are not among them; a second visit has those in its cache. */
  readonly apiRequests: number
  readonly asked: readonly string[]
  readonly requests: number
  readonly scriptKb: number
  readonly firstPaintMs: number | null
  readonly largestPaintMs: number | null
  readonly slowestApiMs: number
  readonly slowestApi: string
  readonly violations: readonly string[]
  readonly complaints: readonly string[]
}

const home = await mkdtemp(path.join(tmpdir(), 'valence-bench-crm-'))
const stack = await openStack({ home })
let server: RunningServer | null = null
let browser: Browser | null = null
try {
  await fill()
  server = await startServer({ databaseUrl: stack.apiUrl, publicDir: DIST, home, port: 0 })
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  })
  const initialKb = await initialScriptKb()
  const pages: PageResult[] = []
  for (const theme of ['light', 'dark'] as const) {
    const context = await signedIn(browser, server.url, theme)
    for (const route of CRM_PAGES) pages.push(await measure(context, server.url, route, theme))
    await context.close()
  }
  await report(initialKb, pages)
} finally {
  await browser?.close()
  await server?.stop()
  await stack.stop()
  await rm(home, { recursive: true, force: true })
}

async function fill(): Promise<void> {
  const db = connect(stack.databaseUrl, { max: 1 })
  try {
    await createTargetSchema(db)
    await db.begin(async (tx) => {
      await loadTarget(
        {
          run: (statements) => tx.unsafe(statements),
          copy: (statement, lines) => copyIn(tx, statement, lines),
        },
        { opportunities: Number(values.opportunities) },
      )
    })
    await db.unsafe('analyze')
  } finally {
    await db.end({ timeout: 5 })
  }
}

/** What index.html asks for before anything is shown: its entry and what that preloads. */
async function initialScriptKb(): Promise<number> {
  const html = await readFile(path.join(DIST, 'index.html'), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map((match) => match[1] ?? '')
  let bytes = 0
  for (const file of new Set(files)) {
    bytes += gzipSync(await readFile(path.join(DIST, file)), { level: 9 }).length
  }
  return Math.round(bytes / 100) / 10
}

async function signedIn(
  from: Browser,
  url: string,
  theme: 'light' | 'dark',
): Promise<BrowserContext> {
  // A worker would answer from its cache, and this is about the first visit.
  const context = await from.newContext({
    viewport: LARGE,
    colorScheme: theme,
    locale: 'en-US',
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByLabel('E-mail').fill(demoUsers[0]?.email ?? '')
  await page.getByLabel('Password').fill(demoUsers[0]?.password ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
  const state = await context.storageState()
  await context.close()
  return from.newContext({
    viewport: LARGE,
    colorScheme: theme,
    locale: 'en-US',
    serviceWorkers: 'block',
    storageState: state,
  })
}

async function measure(
  context: BrowserContext,
  url: string,
  route: string,
  theme: 'light' | 'dark',
): Promise<PageResult> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const complaints: string[] = []
  const requests: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    const isOurs = !message.text().startsWith('Service Worker registration blocked')
    const isComplaint = message.type() === 'error' || message.type() === 'warning'
    if (isOurs && isComplaint) complaints.push(message.text())
  })
  page.on('request', (request) => requests.push(request.url()))
  // The loader of TypeScript marks functions with a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (value) => value')
  await page.addInitScript(watchLargestPaint)
  const pending = new Set<Request>()
  page.on('request', (request) => pending.add(request))
  page.on('requestfinished', (request) => pending.delete(request))
  page.on('requestfailed', (request) => pending.delete(request))
  await page.goto(`${url}${route}`)
  await page.locator('main h1').first().waitFor()
  await untilQuiet(page, () => pending.size === 0)
  const timing = await page.evaluate(readTimings)
  const isApi = (address: string) => /\/(?:rest|auth|storage)\/v1\//.test(address)
  await keepPictures(page, route, theme)
  const violations = await findViolations(page)
  await page.close()
  return {
    route,
    theme,
    apiRequests: requests.filter(isApi).length,
    asked: requests.filter(isApi).map((address) => address.replace(/^.*\/v1\//, '').slice(0, 120)),
    requests: requests.filter((address) => !address.startsWith('data:')).length,
    scriptKb: Math.round(timing.scriptBytes / 100) / 10,
    firstPaintMs: timing.firstPaintMs,
    largestPaintMs: timing.largestPaintMs,
    slowestApiMs: timing.slowestApiMs,
    slowestApi: timing.slowestApi,
    violations,
    complaints,
  }
}

/** Until nothing has been asked for during half a second. */
async function untilQuiet(page: Page, isQuiet: () => boolean): Promise<void> {
  for (let looks = 0, quiet = 0; quiet < 5 && looks < 300; looks += 1) {
    await page.waitForTimeout(100)
    quiet = isQuiet() ? quiet + 1 : 0
  }
}

/** Runs in the page: the largest paint is only told to who listens. */
function watchLargestPaint(): void {
  new PerformanceObserver((list) => {
    const last = list.getEntries().at(-1)
    if (last) Object.assign(window, { largestPaintMs: last.startTime })
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}

/** Runs in the page. */
function readTimings() {
  const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const answers = resources
    .filter(({ name }) => name.includes('/rest/v1/'))
    .map(({ name, responseEnd, requestStart }) => ({
      name: name.replace(/^.*\/rest\/v1\//, '').slice(0, 120),
      ms: Math.round(responseEnd - requestStart),
    }))
    .sort((a, b) => b.ms - a.ms)
  const first = performance.getEntriesByName('first-contentful-paint')[0]
  const largest = (window as unknown as { largestPaintMs?: number }).largestPaintMs
  return {
    firstPaintMs: first ? Math.round(first.startTime) : null,
    largestPaintMs: largest === undefined ? null : Math.round(largest),
    scriptBytes: resources
      .filter(({ initiatorType, name }) => initiatorType === 'script' || name.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    slowestApiMs: answers[0]?.ms ?? 0,
    slowestApi: answers[0]?.name ?? '',
  }
}

async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const results = await (
      window as unknown as {
        axe: {
          run: () => Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>
        }
      }
    ).axe.run()
    return results.violations.map(({ id, nodes }) => ({
      id,
      targets: nodes.map(({ target }) => String(target[0])).slice(0, 3),
      count: nodes.length,
    }))
  })
  return found.map(({ id, targets, count }) => `${id} × ${count}: ${targets.join(' | ')}`)
}

async function keepPictures(page: Page, route: string, theme: string): Promise<void> {
  if (values.screenshots === undefined) return
  await mkdir(values.screenshots, { recursive: true })
  const name = route === '/' ? 'dashboard' : route.slice(1).replaceAll('/', '-')
  const picture = (width: number) => ({
    path: path.join(values.screenshots ?? '', `${name}-${theme}-${width}.jpg`),
    type: 'jpeg' as const,
    quality: 70,
    animations: 'disabled' as const,
  })
  await page.screenshot(picture(LARGE.width))
  await page.setViewportSize(PHONE)
  await page.waitForTimeout(300)
  await page.screenshot(picture(PHONE.width))
  await page.setViewportSize(LARGE)
  await page.waitForTimeout(200)
}

async function report(initialKb: number, pages: readonly PageResult[]): Promise<void> {
  console.log(`Initial JavaScript: ${initialKb} kB gzip (budget ${BUDGET.initialKb})`)
  console.table(
    pages.map(({ violations, complaints, slowestApi: _slowest, asked: _asked, ...page }) => ({
      ...page,
      violations: violations.length,
      complaints: complaints.length,
    })),
  )
  for (const page of pages) {
    for (const text of [...page.violations, ...page.complaints]) {
      console.log(`${page.theme} ${page.route}: ${text}`)
    }
  }
  const missed = [
    ...(initialKb > BUDGET.initialKb ? [`initial JavaScript ${initialKb} kB`] : []),
    ...pages.flatMap(missedBy),
  ]
  console.log(missed.length === 0 ? 'All budgets hold.' : `Missed:\n  ${missed.join('\n  ')}`)
  if (missed.length > 0) process.exitCode = 1
  if (values.output === undefined) return
  const result = {
    opportunities: Number(values.opportunities),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 1e9)} GB`,
    node: process.version,
    browser: browser?.version(),
    load: loadavg().map((value) => Math.round(value * 100) / 100),
    measuredAt: new Date().toISOString().slice(0, 10),
    budget: BUDGET,
    initialKb,
    missed,
    pages,
  }
  await writeFile(values.output, `${JSON.stringify(result, null, 2)}\n`)
}

function missedBy(page: PageResult): string[] {
  const at = `${page.theme} ${page.route}`
  const over = (what: string, value: number | null, most: number) =>
    value !== null && value > most ? [`${at}: ${what} ${value} (at most ${most})`] : []
  return [
    ...over(`requests of the API (${page.asked.join(', ')})`, page.apiRequests, BUDGET.apiRequests),
    ...over('first paint', page.firstPaintMs, BUDGET.firstPaintMs),
    ...over('largest paint', page.largestPaintMs, BUDGET.largestPaintMs),
    ...over(
      `slowest answer (${page.slowestApi})`,
      page.slowestApiMs,
      LONGER_MS[page.slowestApi] ?? BUDGET.apiMs,
    ),
    ...over('axe violations', page.violations.length, 0),
    ...over('console complaints', page.complaints.length, 0),
  ]
}
