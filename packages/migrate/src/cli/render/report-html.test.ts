import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportDatabase } from '../../engine/run/inspect.ts'
import type { Report } from '../../engine/run/report.ts'
import { runMigration } from '../../engine/run/run-migration.ts'
import { testOptions } from '../../engine/run/stepwise.fixture.ts'
import { backupsText, backupTablesText } from './backups.ts'
import { oldUseText } from './old-use.ts'
import { planMarkdown, planText } from './plan.ts'
import { reportMarkdown } from './report.ts'
import { reportHtml } from './report-html.ts'
import { fileNamePart, jsonText, visibleLines } from './shown.ts'

let database: TestDatabase
let report: Report
beforeAll(async () => {
  database = await createLegacyDatabase({ generation: 'g21' })
  const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  await runMigration(
    testOptions(database.url, { backupFolder }),
    async () => true,
    () => {},
  )
  await rm(backupFolder, { recursive: true })
  const found = await reportDatabase(database.url)
  if (found === null) throw new Error('there is no report')
  report = found
})
afterAll(() => database.drop())

describe('the report as a page', () => {
  it('needs nothing from anywhere else', () => {
    expect(reportHtml(report)).not.toMatch(/<(link|script|img|iframe)|url\(|@import|https?:/)
  })

  it('says how it ended, each phase, each table and each check', () => {
    const page = reportHtml(report)
    expect(page).toContain('Migrated, every check holds')
    for (const { summary } of report.plan.phases) expect(page).toContain(summary)
    for (const name of Object.keys({ ...report.plan.counts, ...report.counts })) {
      expect(page).toContain(`>${name}</th>`)
    }
    for (const check of report.verification?.checks ?? []) {
      expect(page).toContain(check.name.replaceAll('"', '&quot;').replaceAll("'", '&#39;'))
    }
  })

  it('shows names and reasons as text, whatever they hold', () => {
    const evil = '<script>alert("x")</script>'
    const quarantined = [{ phase: '1.1', step: 'x', table: 'deals', id: '1', reason: evil }]
    const page = reportHtml({ ...report, database: evil, quarantined })
    expect(page).not.toContain('<script>')
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;')
    expect(page).toContain('Left as they were')
  })

  it('says that a check fails, by how much and where', () => {
    const checks = [
      { name: 'deals reads as before', group: 'old names', failures: 3, examples: ['7', '9'] },
    ]
    const page = reportHtml({
      ...report,
      verification: { isGood: false, checks, samples: [], seconds: {} },
    })
    expect(page).toContain('not every check holds')
    expect(page).toContain('<strong>3 failures</strong>, for example 7, 9')
  })
})

/** Clears the screen, breaks the line, turns what follows around, ends a cell, runs, leads elsewhere. */
const HOSTILE =
  '\x1b[2J\x1b]0;x\x07\u009b31m\nDecision      GO\r\u202e|</td>`<script>alert(1)</script><img src=x>![p](http://x)[l](javascript:x)'
/** Words of ours, by which a renderer decides. */
const OURS = [
  'duration',
  'severity',
  'mode',
  'kind',
  'decision',
  'effect',
  'state',
  'status',
  'action',
]

/** A copy in which every other text, and every key of a map, is hostile too. */
function hostile<Value>(value: Value, key = ''): Value {
  if (typeof value === 'string') return (OURS.includes(key) ? value : `${value}${HOSTILE}`) as Value
  if (Array.isArray(value)) return value.map((item: unknown) => hostile(item, key)) as Value
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const isMap = key === 'counts' || key === 'seconds' || key === 'before' || key === 'after'
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      isMap ? `${name}${HOSTILE}` : name,
      hostile(item, name),
    ]),
  ) as Value
}

describe('whatever every name and text holds,', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const MOVES = /(?!\n)[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/
  const linesOf = (text: string) => text.split('\n')

  it('a dry run says what it says, line by line, and the terminal does nothing', () => {
    const text = planText(hostile(report.plan))
    expect(text).not.toMatch(MOVES)
    expect(linesOf(text).filter((line) => line.startsWith('Decision'))).toEqual([
      `Decision      ${report.plan.verdict.decision.toUpperCase()}`,
    ])
  })

  it('the Markdown of a dry run and of a report has the same lines, and nothing runs', () => {
    for (const [render, given] of [
      [() => planMarkdown(report.plan), () => planMarkdown(hostile(report.plan))],
      [() => reportMarkdown(report), () => reportMarkdown(hostile(report))],
    ] as const) {
      expect(given()).not.toMatch(MOVES)
      expect(given()).not.toMatch(/<(?:script|img|\/td)|(?<!\\)!?\[[^\]]*\]\(/)
      expect(linesOf(given())).toHaveLength(linesOf(render()).length)
    }
  })

  it('the page of a report has no more elements than before', () => {
    const elements = (page: string) => page.match(/<[a-z]+/g)?.sort()
    expect(reportHtml(hostile(report))).not.toMatch(MOVES)
    expect(elements(reportHtml(hostile(report)))).toEqual(elements(reportHtml(report)))
  })

  it('lists of backups, logs, checks and uses stand on lines of their own', () => {
    const backup = {
      folder: '/backups/a',
      database: 'a',
      takenAt: new Date(0),
      bytes: 1,
      state: 'damaged',
      problem: 'p',
      madeBy: 'copy',
      isOver: false,
    } as const
    for (const text of [
      backupsText([hostile(backup)]),
      backupTablesText(hostile(report.backupTables)),
      oldUseText(
        hostile({
          names: [],
          seen: [],
          statements: [{ role: 'r', calls: 1, query: 'select 1' }],
        } as unknown as Parameters<typeof oldUseText>[0]),
      ),
      visibleLines(HOSTILE),
      jsonText(hostile(report)),
    ]) {
      expect(text).not.toMatch(MOVES)
    }
    expect(JSON.parse(jsonText(hostile(report.plan.stages)))).toEqual(hostile(report.plan.stages))
  })

  it('a file gets a name that leads nowhere else', () => {
    for (const name of ['../../etc/x', '..', 'a/b', 'a\0b', '.hidden', HOSTILE]) {
      expect(fileNamePart(name)).toMatch(/^(?!\.)[\w.%!'()*~-]+$/)
    }
  })
})

it('nothing but the reporter writes to a terminal', () => {
  const folder = new URL('../../', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.(?:test|fixture)\.ts$/.test(file),
  )
  expect(files.length).toBeGreaterThan(100)
  const writers = files.filter((file) =>
    /std(?:out|err)\.write|console\.|styleText/.test(readFileSync(new URL(file, folder), 'utf8')),
  )
  expect(writers.toSorted()).toEqual(['cli/render/terminal.ts', 'cli/reporter.ts'].toSorted())
})
