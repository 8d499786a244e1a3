import { readFileSync } from 'node:fs'
import { demoUsers } from '@valence/sample-data'
import { findChromium } from '@valence/testkit'
import { chromium } from 'playwright-core'
const { url } = JSON.parse(readFileSync('/tmp/zz-serve.json', 'utf8'))
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] })
const page = await browser.newPage({ serviceWorkers: 'block', viewport: { width: 1400, height: 900 } })
page.setDefaultTimeout(60000)
page.on('pageerror', (e) => console.log('PAGEERROR', e.message))
page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text().slice(0, 600)))
await page.goto(url)
await page.getByLabel('E-mail').fill(demoUsers[0]?.email ?? '')
await page.getByLabel('Password').fill(demoUsers[0]?.password ?? '')
await page.getByRole('button', { name: 'Sign in' }).click()
await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
for (const r of process.argv.slice(2)) {
  await page.goto(url + r)
  await page.locator('main h1').first().waitFor()
  await page.waitForTimeout(5000)
  console.log(r, await page.title(), '|', (await page.locator('main').textContent())?.slice(0, 300))
  await page.screenshot({ path: `/tmp/zz-one.png` })
}
await browser.close()
