import { mkdir, writeFile } from 'node:fs/promises'
import { it } from 'vitest'
import { CRM_PAGES } from '../bench/workload/crm-pages.ts'
import { en } from '../packages/crm/src/app/i18n/en.ts'
import { fr } from '../packages/crm/src/app/i18n/fr.ts'
import { openBrowser, publicDir } from './browser.fixture.ts'
import { startOpportunityStack } from './opportunities.fixture.ts'

const OUT = process.env['SHOTS'] ?? '/tmp/h3-shots'
const ONLY = process.env['ONLY']?.split(',')

function flat(value: unknown, prefix = ''): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, `${prefix}.${key}`))
}

it('shots', async () => {
  await mkdir(OUT, { recursive: true })
  const stack = await startOpportunityStack(publicDir)
  const browser = await openBrowser(stack)
  const french = new Map(flat(fr))
  const frenchWords = new Set([...french.values()])
  const english = new Set(flat(en).filter(([k, v]) => french.get(k) !== v && !frenchWords.has(v) && !v.includes('%{')).map(([, v]) => v))
  const report: string[] = []
  await stack.database.sql`insert into public.configuration (id, config) values (1, '{}') on conflict do nothing`
  await stack.database.sql`update public.companies set deleted_at = now() where id in (30,31)`
  await stack.database.sql`update public.contacts set deleted_at = now() where id in (30,31)`
  await stack.database.sql`update public.opportunities set deleted_at = now() where id in (30,31)`
  await stack.database.sql`insert into public.activities (activity_type, type, subject, organization_id, activity_date, created_by, duration_minutes) values ('engagement', 'meeting', 'Réunion', 4, now(), 1, 1), ('engagement', 'site_visit', null, 5, now(), 1, 45)`
  await stack.database.sql`update public.tasks set due_date = now() where id in (select id from public.tasks where sales_id = 1 and done_date is null limit 2)`
  for (const [width, height] of [[1400, 900], [390, 844]] as const) {
    const page = await browser.signedIn(stack.users[0], { viewport: { width, height }, timezoneId: 'Europe/Paris' })
    await page.evaluate(() => localStorage.setItem('RaStore.locale', '"fr"'))
    for (const route of CRM_PAGES.filter((r) => !ONLY || ONLY.includes(r))) {
      await page.goto(`${stack.server.url}${route}`)
      await page.locator('main h1').first().waitFor()
      await page.waitForTimeout(1500)
      await page.evaluate('globalThis.__name = (value) => value')
      const found = await page.evaluate(() => {
        const texts: string[] = []
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '')
        for (const el of document.querySelectorAll('[aria-label],[placeholder],[title],[alt]'))
          for (const a of ['aria-label', 'placeholder', 'title', 'alt']) { const v = el.getAttribute(a); if (v) texts.push(v) }
        const over: string[] = []
        if (document.documentElement.scrollWidth > window.innerWidth) over.push(`PAGE ${document.documentElement.scrollWidth}`)
        for (const el of document.querySelectorAll<HTMLElement>('main *, nav *, header *')) {
          const box = el.getBoundingClientRect()
          if (box.width === 0 || box.height === 0) continue
          if (box.right > window.innerWidth + 1) {
            let p: HTMLElement | null = el.parentElement, scrolls = false
            while (p) { const o = getComputedStyle(p).overflowX; if (o === 'auto' || o === 'scroll' || o === 'hidden' || o === 'clip') scrolls = true; p = p.parentElement }
            if (!scrolls) over.push(`${el.tagName} right=${Math.round(box.right)} ${el.textContent?.slice(0, 40)}`)
          }
          const style = getComputedStyle(el)
          const own = [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim())
          if (own && el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0 && style.overflowX !== 'visible') over.push(`CUT ${el.tagName} ${el.clientWidth}/${el.scrollWidth} ${el.textContent?.slice(0, 60)}`)
        }
        return { texts: [...new Set(texts)].filter(Boolean), over: [...new Set(over)] }
      })
      const words = found.texts.filter((t) => english.has(t))
      report.push(`## ${width} ${route}`, ...words.map((w) => `EN: ${w}`), ...found.over.slice(0, 25), '')
      if (width === 1400) report.push('TEXTS ' + found.texts.filter((t) => t.length < 160).join(' | ').slice(0, 6000), '')
      await page.screenshot({ path: `${OUT}/${width}${route.replaceAll('/', '_')}.png`, fullPage: true })
    }
    await page.context().close()
  }
  await writeFile(`${OUT}/report.txt`, report.join('\n'))
  await browser.close()
  await stack.stop()
}, 900_000)
