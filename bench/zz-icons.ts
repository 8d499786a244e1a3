import { mkdirSync, readFileSync } from 'node:fs'
import { findChromium } from '@valence/testkit'
import { chromium } from 'playwright-core'
const svg = readFileSync('packages/crm/public/favicon.svg', 'utf8')
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', '--disable-gpu'] })
mkdirSync('packages/crm/public/icons', { recursive: true })
const page = await browser.newPage()
for (const [name, size, inner, bg] of [['icon-192', 192, 192, 'transparent'], ['icon-512', 512, 512, 'transparent'], ['maskable-512', 512, 340, '#4a4bd9']] as const) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<body style="margin:0;background:${bg};display:grid;place-items:center;height:100vh">${svg.replace('<svg ', `<svg width="${inner}" height="${inner}" `)}</body>`)
  await page.screenshot({ path: `packages/crm/public/icons/${name}.png`, omitBackground: true })
}
await browser.close()
