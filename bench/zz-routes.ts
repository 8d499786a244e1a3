import { mkdirSync, readFileSync } from 'node:fs'
import { demoUsers } from '@valence/sample-data'
import { findChromium } from '@valence/testkit'
import { chromium } from 'playwright-core'
const { url } = JSON.parse(readFileSync('/tmp/zz-serve.json', 'utf8'))
mkdirSync('/tmp/zz-shots', { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] })
let context = await browser.newContext({ viewport: { width: 1400, height: 900 }, serviceWorkers: 'block' })
let page = await context.newPage()
page.setDefaultTimeout(60000)
await page.goto(url)
await page.getByLabel('E-mail').fill(demoUsers[0]?.email ?? '')
await page.getByLabel('Password').fill(demoUsers[0]?.password ?? '')
await page.getByRole('button', { name: 'Sign in' }).click()
await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
await page.waitForTimeout(3000)
for (const r of process.argv.slice(2)) {
  const reqs: string[] = []
  const on = (q: any) => reqs.push(q.url().replace(url, ''))
  page.on('request', on)
  const t = Date.now()
  await page.goto(url + r)
  await page.locator('main h1').first().waitFor().catch(() => console.log('no h1'))
  let last = 0, quiet = 0
  for (let i = 0; i < 150 && quiet < 25; i++) { await page.waitForTimeout(100); quiet = reqs.length === last ? quiet + 1 : 0; last = reqs.length }
  page.off('request', on)
  const api = reqs.filter((u) => /v1\//.test(u))
  console.log(`${r}: api ${api.length}, all ${reqs.length}, ${Date.now() - t} ms, js ${reqs.filter((u) => u.endsWith('.js')).length}`)
  for (const a of api) console.log('    ' + a.slice(0, 150))
  const name = r === '/' ? 'dashboard' : r.slice(1).replaceAll('/', '-')
  await page.screenshot({ path: `/tmp/zz-shots/${name}-1400.png` })
}
await browser.close()
