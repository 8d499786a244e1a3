import { readFileSync } from 'node:fs'
import { demoUsers } from '@valence/sample-data'
import { findChromium } from '@valence/testkit'
import { chromium } from 'playwright-core'
const { url } = JSON.parse(readFileSync('/tmp/zz-serve.json', 'utf8'))
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] })
const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, serviceWorkers: 'block' })
const page = await context.newPage()
page.setDefaultTimeout(20000)
const t0 = Date.now()
page.on('pageerror', (e) => console.log('PAGEERROR', e.message))
page.on('console', (m) => (m.type() === 'error' || m.type() === 'warning') && console.log('CONSOLE', m.type(), m.text().slice(0, 300)))
page.on('request', (r) => console.log(Date.now() - t0, r.method(), r.url().replace(url, '').slice(0, 140)))
try {
await page.goto(url)
await page.getByLabel('E-mail').fill(demoUsers[0]?.email ?? '')
await page.getByLabel('Password').fill(demoUsers[0]?.password ?? '')
await page.getByRole('button', { name: 'Sign in' }).click()
await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
console.log('signed in')
await page.waitForTimeout(4000)
console.log('---- reload')
await page.goto(url)
await page.waitForTimeout(5000)
} catch (e) { console.log(String(e)) }
await page.screenshot({ path: '/tmp/zz-look.png' })
await browser.close()
