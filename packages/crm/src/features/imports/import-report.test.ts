import { expect, it } from 'vitest'
import type { ImportedRow } from '../../providers/types.ts'
import { addResults, emptyReport, nothingSeen, withErrors } from './import-report.ts'

const made = (
  line: number,
  id: number,
  outcome: 'created' | 'updated',
  key: string,
): ImportedRow => ({
  line,
  outcome,
  records: [{ resource: 'organizations', id, outcome, key }],
})

it('counts what is made once, though the parts of a dry run do not know of one another', () => {
  const options = { seen: nothingSeen(), isDry: true }
  const first = addResults(
    emptyReport(3),
    [made(2, 90, 'created', 'acme'), made(3, 91, 'created', 'mill')],
    options,
  )
  const report = addResults(first, [made(4, 92, 'created', 'acme')], options)
  expect(report.records.organizations).toEqual({ created: 2, updated: 0 })
  expect(report.rows).toEqual({ created: 2, updated: 0, unchanged: 1, failed: 0 })
  expect(report.done).toBe(3)
})

it('counts a record once, as new where it is, however many rows are about it', () => {
  const rows = [
    made(2, 90, 'created', 'acme'),
    made(3, 90, 'updated', 'acme'),
    made(4, 5, 'updated', 'mill'),
    made(5, 5, 'updated', 'mill'),
  ]
  const report = addResults(emptyReport(4), rows, { seen: nothingSeen(), isDry: false })
  expect(report.records.organizations).toEqual({ created: 1, updated: 1 })
  expect(report.rows).toMatchObject({ created: 1, updated: 3 })
})

it('tells rows that failed by line, those that were not sent among them', () => {
  const own = { line: 5, field: 'opportunity.amount', code: 'number', value: 'lots' }
  const failed: ImportedRow = {
    line: 2,
    outcome: 'failed',
    records: [],
    error: { code: 'missing', field: 'organization.name', value: '', message: '' },
  }
  const report = addResults(withErrors(emptyReport(2), [own]), [failed], {
    seen: nothingSeen(),
    isDry: false,
  })
  expect(report.errors.map(({ line, code }) => [line, code])).toEqual([
    [2, 'missing'],
    [5, 'number'],
  ])
  expect([report.rows.failed, report.done]).toEqual([2, 2])
})
