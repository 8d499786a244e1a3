import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, type CrmBrowser, openBrowser, publicDir } from './browser.fixture.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'

describe.runIf(browserPath !== null)('reminders', () => {
  let stack: OpportunityStack
  let browser: CrmBrowser
  let page: Page

  beforeAll(async () => {
    stack = await startOpportunityStack(publicDir)
    await stack.database.sql`update public.tasks set done_date = now() where done_date is null`
    browser = await openBrowser(stack)
    page = await browser.signedIn(stack.users[0])
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })
  afterEach(() => {
    expect(browser.complaints()).toEqual([])
  })

  const addTask = (text: string, due: Date, owner = stack.users[0].salesId) =>
    stack.database.sql`
      insert into public.tasks (organization_id, text, due_date, sales_id) values (4, ${text}, ${due}, ${owner})`
  const bell = (name: string) => page.getByRole('button', { name }).filter({ visible: true })
  const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000)

  it('count what is overdue and due today, follow what is done here, and lead to the tasks', async () => {
    await addTask('From last week', daysFromNow(-7))
    await addTask('From the day before yesterday', daysFromNow(-2))
    await addTask('Of someone else', daysFromNow(-2), stack.users[1].salesId)
    await addTask('Next week', daysFromNow(7))
    await page.goto(stack.server.url)
    await bell('2 tasks: 2 overdue, 0 due today').click()
    await page.getByRole('menuitem', { name: '2 tasks: 2 overdue, 0 due today' }).click()
    await page.getByRole('checkbox', { name: 'Done: From last week' }).check()
    await bell('1 task: 1 overdue, 0 due today').waitFor()
    // Keys go nowhere while a checkbox has the focus.
    await page.getByRole('heading', { name: 'Tasks', level: 1 }).click()
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor()
  })

  it('say once that a task has become due, in one of several tabs, and not after a reload', async () => {
    const other = await page.context().newPage()
    const said: string[] = []
    const watch = (where: Page) =>
      where
        .exposeFunction('saw', (text: string) => said.push(text))
        .then(() =>
          where.addInitScript(() => {
            new MutationObserver((changes) => {
              const added = changes.flatMap(({ addedNodes }) => [...addedNodes])
              const text = added
                .map((node) => node.textContent ?? '')
                .find((words) => words.includes('Due now:'))
              if (text) (window as unknown as { saw(text: string): void }).saw(text)
            }).observe(document, { childList: true, subtree: true })
          }),
        )
    await watch(page)
    await watch(other)
    // Late enough for two pages to be there on a slow machine.
    const due = new Date(Date.now() + 25_000)
    await addTask('Ring the bell', due)
    await addTask('Not for me', due, stack.users[1].salesId)
    await page.goto(`${stack.server.url}/tasks`)
    await other.goto(`${stack.server.url}/tasks`)
    await expect.poll(() => said.length, { timeout: 60_000, interval: 500 }).toBeGreaterThan(0)
    await page.reload()
    await page.getByText('Ring the bell').first().waitFor()
    await page.waitForTimeout(2_000)
    expect(new Set(said).size).toBe(1)
    expect(said[0]).toContain('Ring the bell')
    const claimed = await page.evaluate(() => localStorage.getItem('valence.reminded'))
    expect(JSON.parse(claimed ?? '[]')).toHaveLength(1)
    await other.close()
  })
})
