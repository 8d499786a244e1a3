import type { ImportedRow } from '../../providers/types.ts'
import type { RowError } from './build-rows.ts'

type Resource = ImportedRow['records'][number]['resource']

/** What an import did, or would do. */
export interface ImportReport {
  readonly total: number
  readonly done: number
  readonly rows: Readonly<Record<ImportedRow['outcome'], number>>
  readonly records: Readonly<
    Record<Resource, { readonly created: number; readonly updated: number }>
  >
  /** By line. */
  readonly errors: readonly RowError[]
}

/** A report of nothing yet but the rows that were not even sent. */
export function emptyReport(total: number, errors: readonly RowError[]): ImportReport {
  const failed = new Set(errors.map(({ line }) => line)).size
  const none = { created: 0, updated: 0 }
  return {
    total,
    done: failed,
    rows: { created: 0, updated: 0, unchanged: 0, failed },
    records: { organizations: none, contacts: none, opportunities: none },
    errors,
  }
}

/**
 * The report with what came of some more rows.
 * @param seen what was made so far: a dry run leaves nothing behind, so its parts do not know of one another
 */
export function addResults(
  report: ImportReport,
  results: readonly ImportedRow[],
  seen: Set<string>,
): ImportReport {
  const rows = { ...report.rows }
  const records = {
    organizations: { ...report.records.organizations },
    contacts: { ...report.records.contacts },
    opportunities: { ...report.records.opportunities },
  }
  const before = new Set(seen)
  for (const result of results) {
    const again = ({ resource, key }: ImportedRow['records'][number]) =>
      before.has(`${resource} ${key}`)
    const isNew = result.records.some((record) => record.outcome === 'created' && !again(record))
    const isOnlyAgain = result.outcome === 'created' && !isNew
    rows[isOnlyAgain ? 'unchanged' : result.outcome] += 1
    for (const record of result.records) {
      if (record.outcome === 'unchanged' || (record.outcome === 'created' && again(record)))
        continue
      records[record.resource][record.outcome] += 1
      if (record.outcome === 'created') seen.add(`${record.resource} ${record.key}`)
    }
  }
  const errors = results.flatMap(({ line, error }) => (error ? [{ line, ...error }] : []))
  return {
    total: report.total,
    done: report.done + results.length,
    rows,
    records,
    errors: [...report.errors, ...errors].sort((one, other) => one.line - other.line),
  }
}
