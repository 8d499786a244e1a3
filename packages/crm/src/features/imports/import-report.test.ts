import { expect, it } from 'vitest'
import type { ImportedRow } from '../../providers/types.ts'
import { addResults, emptyReport } from './import-report.ts'

const created = (line: number, key: string): ImportedRow => ({
  line,
  outcome: 'created',
  records: [{ resource: 'organizations', outcome: 'created', key }],
})

it('counts what is made once, though the parts of a dry run do not know of one another', () => {
  const seen = new Set<string>()
  const first = addResults(emptyReport(3, []), [created(2, 'acme'), created(3, 'mill')], seen)
  const report = addResults(first, [created(4, 'acme')], seen)
  expect(report.records.organizations).toEqual({ created: 2, updated: 0 })
  expect(report.rows).toEqual({ created: 2, updated: 0, unchanged: 1, failed: 0 })
  expect(report.done).toBe(3)
})

it('tells rows that failed by line, those that were not sent among them', () => {
  const own = { line: 5, field: 'opportunity.amount', code: 'number', value: 'lots' }
  const failed: ImportedRow = {
    line: 2,
    outcome: 'failed',
    records: [],
    error: { code: 'missing', field: 'organization.name', value: '', message: '' },
  }
  const report = addResults(emptyReport(2, [own]), [failed], new Set())
  expect(report.errors.map(({ line, code }) => [line, code])).toEqual([
    [2, 'missing'],
    [5, 'number'],
  ])
  expect([report.rows.failed, report.done]).toEqual([2, 2])
})
