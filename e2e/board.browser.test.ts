import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultRunOptions, runMigration } from '@valence/migrate'
import { demoUsers } from '@valence/sample-data'
import { type RunningServer, startServer } from '@valence/server'
import { createLegacyDatabase, findChromium, type TestDatabase } from '@valence/testkit'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const executablePath = findChromium()
const publicDir = fileURLToPath(new URL('../packages/crm/dist', import.meta.url))

// Without a browser `npm test` says in its closing line that these were left out, and how to get one.
describe.runIf(executablePath !== null)('the CRM on a migrated database', () => {
  let database: TestDatabase
  let server: RunningServer
  let browser: Browser
  let page: Page
  let home: string
  const complaints: string[] = []

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'valence-e2e-'))
    database = await createLegacyDatabase({ generation: 'g21', deals: 200, defects: 'light' })
    await runMigration(
      {
        ...defaultRunOptions,
        isSolo: true,
        databaseUrl: database.url,
        backupFolder: path.join(home, 'backups'),
        signal: new AbortController().signal,
      },
      async () => true,
      () => {},
    )
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
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await database?.drop()
    await rm(home, { recursive: true, force: true })
  })

  it('lets a user of the old application sign in', async () => {
    const user = demoUsers[0]
    await page.goto(server.url)
    await page.getByLabel('E-mail').fill(user?.email ?? '')
    await page.getByLabel('Password').fill(user?.password ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
  })

  it('moves a card with the mouse, in the database and under the old name too', async () => {
    await page.goto(`${server.url}/opportunities`)
    const [card] = await database.sql<{ id: number; name: string }[]>`
      select o.id, o.name from public.opportunities as o
      where o.stage = 'qualified' and o.archived_at is null
      order by o.index, o.id limit 1`
    const link = page.locator(`a[href*="/opportunities/${card?.id}/"]`).first()
    await link.waitFor()
    const target = page.getByText('Proposal', { exact: true }).first()
    const from = await link.boundingBox()
    const to = await target.boundingBox()
    if (from === null || to === null) throw new Error('the card or its goal is not on the page')

    const saved = page.waitForResponse((response) =>
      response.url().includes('/rpc/move_opportunity'),
    )
    await page.mouse.move(from.x + from.width / 2, from.y + 10)
    await page.mouse.down()
    await page.mouse.move(from.x + 40, from.y + 30, { steps: 5 })
    await page.mouse.move(to.x + 60, to.y + 80, { steps: 20 })
    await page.mouse.move(to.x + 62, to.y + 82, { steps: 3 })
    await page.waitForTimeout(300)
    await page.mouse.up()
    expect((await saved).ok()).toBe(true)

    const [moved] = await database.sql`
      select o.stage::text as stage, d.stage as legacy
      from public.opportunities as o join public.deals as d on d.id = o.id
      where o.id = ${card?.id ?? 0}`
    expect(moved).toEqual({ stage: 'proposal', legacy: 'proposal-sent' })
  })

  it('leads old links to the new pages', async () => {
    const [card] = await database.sql<
      { id: number }[]
    >`select min(id) as id from public.opportunities`
    await page.goto(`${server.url}/deals/${card?.id}/show`)
    await page.waitForURL(`**/opportunities/${card?.id}/show`)
  })

  it('shows no error on the way', () => {
    expect(complaints).toEqual([])
  })
})
