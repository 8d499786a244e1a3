import type { ImportedRow } from '../../providers/types.ts'
import type { RowError, RowNotice } from './build-rows.ts'

type ImportedRecord = ImportedRow['records'][number]
type Resource = ImportedRecord['resource']

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
  /** What is overwritten, and what is much like something else; the first of them, by line. */
  readonly changes: readonly RecordChange[]
  readonly changeCount: number
  /** What was done to cells, by what it was. */
  readonly notices: readonly NoticeCount[]
}

/** What a row does to a record that is there, or whom a new one is near to. */
export interface RecordChange
  extends Pick<ImportedRecord, 'resource' | 'id' | 'changes' | 'near' | 'waits'> {
  readonly line: number
}

/** So many are shown. */
const KEPT_CHANGES = 500

/** How often something was done to the cells of a field, and where at first. */
export interface NoticeCount extends Pick<RowNotice, 'field' | 'code'> {
  readonly count: number
  readonly examples: readonly Pick<RowNotice, 'line' | 'value'>[]
}

/** A report of nothing yet. */
export function emptyReport(total: number): ImportReport {
  const none = { created: 0, updated: 0 }
  return {
    total,
    done: 0,
    rows: { created: 0, updated: 0, unchanged: 0, failed: 0 },
    records: {
      organizations: none,
      contacts: none,
      opportunities: none,
      notes: none,
      tasks: none,
    },
    errors: [],
    changes: [],
    changeCount: 0,
    notices: [],
  }
}

/** The report without what was said of some rows, which are sent again. */
export function withoutLines(report: ImportReport, lines: ReadonlySet<number>): ImportReport {
  const isLeft = ({ line }: { readonly line: number }) => !lines.has(line)
  const failed = new Set(report.errors.filter(isLeft).map(({ line }) => line)).size
  const again = report.rows.failed - failed
  return {
    ...report,
    done: report.done - again,
    rows: { ...report.rows, failed },
    errors: report.errors.filter(isLeft),
  }
}

/** The report with rows that do not even fit to be sent. */
export function withErrors(report: ImportReport, errors: readonly RowError[]): ImportReport {
  const failed = new Set(errors.map(({ line }) => line)).size
  return {
    ...report,
    done: report.done + failed,
    rows: { ...report.rows, failed: report.rows.failed + failed },
    errors: byLine([...report.errors, ...errors]),
  }
}

const EXAMPLES = 5

/** The report with what was done to cells. */
export function withNotices(report: ImportReport, notices: readonly RowNotice[]): ImportReport {
  const counts = new Map(report.notices.map((known) => [`${known.field} ${known.code}`, known]))
  for (const { line, field, code, value } of notices) {
    const key = `${field} ${code}`
    const known = counts.get(key) ?? { field, code, count: 0, examples: [] }
    const examples =
      known.examples.length < EXAMPLES ? [...known.examples, { line, value }] : known.examples
    counts.set(key, { ...known, count: known.count + 1, examples })
  }
  return { ...report, notices: [...counts.values()] }
}

/** What an import has made and changed so far, each of which counts once. */
export interface SeenRecords {
  readonly ids: Set<string>
  /** Of what is new: a dry run leaves nothing behind, so its parts do not know of one another but by these. */
  readonly keys: Set<string>
}

export function nothingSeen(): SeenRecords {
  return { ids: new Set(), keys: new Set() }
}

/** The report with what came of some more rows. `seen` is added to. */
export function addResults(
  report: ImportReport,
  results: readonly ImportedRow[],
  { seen, isDry }: { readonly seen: SeenRecords; readonly isDry: boolean },
): ImportReport {
  const rows = { ...report.rows }
  const records = {
    organizations: { ...report.records.organizations },
    contacts: { ...report.records.contacts },
    opportunities: { ...report.records.opportunities },
    notes: { ...report.records.notes },
    tasks: { ...report.records.tasks },
  }
  const before = new Set(isDry ? seen.keys : [])
  const isAgain = ({ resource, key, outcome }: ImportedRecord) =>
    outcome === 'created' && before.has(`${resource} ${key}`)
  for (const result of results) {
    const changed = result.records.filter(({ outcome }) => outcome !== 'unchanged')
    const isOnlyAgain = changed.length > 0 && changed.every(isAgain)
    rows[isOnlyAgain ? 'unchanged' : result.outcome] += 1
    const counted = changed.filter((record) => isFirst(seen, record) && !isAgain(record))
    for (const { resource, key, outcome } of counted) {
      const isNew = outcome === 'created'
      records[resource][isNew ? 'created' : 'updated'] += 1
      if (isNew) seen.keys.add(`${resource} ${key}`)
    }
  }
  const told = results.flatMap(({ line, records: own }) =>
    own
      .filter(({ changes, near, waits }) => changes !== undefined || near !== undefined || waits)
      .map(({ resource, id, changes, near, waits }) => ({
        line,
        resource,
        id,
        ...(changes ? { changes } : {}),
        ...(near ? { near } : {}),
        ...(waits ? { waits } : {}),
      })),
  )
  const errors = results.flatMap(({ line, error }) => (error ? [{ line, ...error }] : []))
  return {
    ...report,
    done: report.done + results.length,
    rows,
    records,
    changes: [...report.changes, ...told].slice(0, KEPT_CHANGES),
    changeCount: report.changeCount + told.length,
    errors: byLine([...report.errors, ...errors]),
  }
}

function byLine(errors: readonly RowError[]): readonly RowError[] {
  return [...errors].sort((one, other) => one.line - other.line)
}

function isFirst({ ids }: SeenRecords, { resource, id }: ImportedRecord): boolean {
  const name = `${resource} ${id}`
  if (ids.has(name)) return false
  ids.add(name)
  return true
}
