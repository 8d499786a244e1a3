import { mkdirSync, readFileSync } from 'node:fs'
import { connect } from '@valence/migrate'
import { demoUsers } from '@valence/sample-data'
import { findChromium } from '@valence/testkit'
import { chromium } from 'playwright-core'
const { url, db } = JSON.parse(readFileSync('/tmp/zz-serve.json', 'utf8'))
mkdirSync('/tmp/zz-shots', { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] })
const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, serviceWorkers: 'block', locale: 'en-US' })
const page = await context.newPage()
page.setDefaultTimeout(60000)
const shot = async (n: string) => { await page.waitForTimeout(700); await page.screenshot({ path: `/tmp/zz-shots/s-${n}.png` }); console.log(n) }
const step = async (n: string, f: () => Promise<void>) => { try { await f(); await shot(n) } catch (e) { console.log('FAILED', n, String(e).slice(0, 200)); await shot(n + '-failed') } }
await page.goto(url)
await page.getByLabel('E-mail').fill(demoUsers[0]?.email ?? '')
await page.getByLabel('Password').fill(demoUsers[0]?.password ?? '')
await page.getByRole('button', { name: 'Sign in' }).click()
await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
await step('search', async () => { await page.keyboard.press('/'); await page.keyboard.type('alpen'); await page.getByRole('option').first().waitFor(); await page.waitForTimeout(1500) })
await page.keyboard.press('Escape'); await page.keyboard.press('Escape')
await step('create', async () => { await page.getByRole('button', { name: 'Create' }).first().click() })
await page.keyboard.press('Escape')
await step('usermenu', async () => { await page.getByRole('button', { name: /Account of/ }).first().click() })
await step('shortcuts', async () => { await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click(); await page.getByRole('dialog').waitFor() })
await page.keyboard.press('Escape')
await step('conflict', async () => {
  await page.goto(url + '/contacts/1')
  await page.getByLabel('Job title').waitFor()
  const sql = connect(db, { max: 1 })
  await sql`update contacts set title = ${'Director ' + Date.now()}, sales_id = 2, status='hot' where id = 1`
  await sql.end()
  await page.getByLabel('Job title').fill('Head of purchasing')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog').waitFor(); await page.waitForTimeout(1500)
})
await step('conflict-390', async () => { await page.setViewportSize({ width: 390, height: 844 }) })
await page.getByRole('button', { name: 'Keep mine' }).click()
await page.evaluate(() => { localStorage.setItem('RaStore.locale', '"fr"'); localStorage.setItem('RaStore.theme', '"dark"') })
await page.setViewportSize({ width: 1400, height: 900 })
await step('fr-dark-dashboard', async () => { await page.goto(url); await page.getByText('Historique').or(page.getByText('Activité récente')).first().waitFor(); await page.waitForTimeout(4000) })
await step('fr-dark-dashboard-390', async () => { await page.setViewportSize({ width: 390, height: 844 }) })
await step('fr-dark-search-390', async () => { await page.getByRole('button', { name: 'Rechercher' }).last().click(); await page.keyboard.type('alpen'); await page.getByRole('option').first().waitFor(); await page.waitForTimeout(1000) })
await browser.close()
