import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportDatabase } from '../../engine/run/inspect.ts'
import type { Report } from '../../engine/run/report.ts'
import { runMigration } from '../../engine/run/run-migration.ts'
import { testOptions } from '../../engine/run/stepwise.fixture.ts'
import { reportHtml } from './report-html.ts'

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
      expect(page).toContain(check.name.replaceAll('"', '&quot;'))
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
