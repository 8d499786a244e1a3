import type {
  CrmDataProvider,
  ImportedRow,
  ImportMapping,
  ImportRow,
} from '../../providers/types.ts'
import { type BuiltRows, buildRows, inBatches } from './build-rows.ts'
import type { DayOrder, ValueContext } from './cell-values.ts'
import { addResults, emptyReport, type ImportReport, nothingSeen } from './import-report.ts'
import { headerSignature, matchHeaders, withRemembered } from './match-headers.ts'
import { FileError, type ReadFile, readFile, type TextOptions } from './read-file.ts'

/** Rows of one call: about a second of the server's time, far from any limit of a statement. */
const BATCH_SIZE = 250
/** Waits before a call that failed for the moment is made again. */
const RETRY_MS = [1_000, 3_000, 9_000] as const

export interface ImportDraft {
  readonly source: File
  readonly file: ReadFile
  readonly mapping: ImportMapping
  /** Somebody's choices for a file with these headers. */
  readonly isRemembered: boolean
}

/** Where an import is. `failure` is what stopped it, a key of the catalog or the server's sentence. */
export type ImportState =
  | { readonly kind: 'idle'; readonly isReading: boolean; readonly failure: string | null }
  | { readonly kind: 'columns'; readonly draft: ImportDraft; readonly failure: string | null }
  | { readonly kind: 'checking'; readonly draft: ImportDraft; readonly report: ImportReport }
  | { readonly kind: 'checked'; readonly draft: ImportDraft; readonly report: ImportReport }
  | { readonly kind: 'running'; readonly draft: ImportDraft; readonly report: ImportReport }
  | {
      readonly kind: 'done'
      readonly draft: ImportDraft
      readonly report: ImportReport
      readonly runId: number
      readonly failure: string | null
    }

/** What an import needs of the app. */
export interface ImportTools {
  readonly dataProvider: CrmDataProvider
  readonly choices: ValueContext['choices']
  readonly usualDayOrder: DayOrder
}

export interface ImportSession {
  state(): ImportState
  subscribe(listener: () => void): () => void
  choose(source: File, tools: ImportTools, options?: TextOptions): Promise<void>
  map(header: string, field: string): void
  check(tools: ImportTools): Promise<void>
  run(tools: ImportTools): Promise<ImportReport | null>
  /** Stops after the part that is being written; during a check it goes back to the columns. */
  stop(): void
  back(): void
  /** Begins anew; not while rows are written. */
  reset(): void
}

const IDLE: ImportState = { kind: 'idle', isReading: false, failure: null }

/** An import from the choice of its file to its end. It lives outside of the page, so that one may go elsewhere meanwhile. */
export function createImportSession(wait: (ms: number) => Promise<void> = pause): ImportSession {
  let state: ImportState = IDLE
  let isStopped = false
  const listeners = new Set<() => void>()
  const set = (next: ImportState) => {
    state = next
    for (const listener of listeners) listener()
  }

  const choose: ImportSession['choose'] = async (source, { dataProvider }, options) => {
    set({ kind: 'idle', isReading: true, failure: null })
    try {
      const file = await readFile(source, options)
      const { headers } = file.table
      const remembered = await dataProvider.getImportMapping(headerSignature(headers))
      const mapping = withRemembered(headers, matchHeaders(headers), remembered)
      const draft = { source, file, mapping, isRemembered: remembered !== null }
      set({ kind: 'columns', draft, failure: null })
    } catch (error) {
      const unreadable = 'crm.import.file_error.unreadable'
      const failure = error instanceof FileError ? error.message : messageOf(error, unreadable)
      set({ kind: 'idle', isReading: false, failure })
    }
  }

  /** Sends the rows part by part. @returns what stopped it, or null */
  const send = async (
    tools: ImportTools,
    built: BuiltRows,
    runId: number | null,
    onReport: (report: ImportReport) => void,
  ): Promise<{ report: ImportReport; failure: string | null }> => {
    const options = { seen: nothingSeen(), isDry: runId === null }
    const total = built.rows.length + new Set(built.errors.map(({ line }) => line)).size
    let report = emptyReport(total, built.errors)
    onReport(report)
    for (const rows of inBatches(built.rows, BATCH_SIZE)) {
      if (isStopped) return { report, failure: 'crm.import.stopped' }
      try {
        const results = await sendPart(tools.dataProvider, rows, runId, wait)
        report = addResults(report, results, options)
      } catch (error) {
        return { report, failure: messageOf(error, 'crm.error.unknown') }
      }
      onReport(report)
    }
    return { report, failure: null }
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    choose,
    map: (header, field) => {
      if (state.kind !== 'columns') return
      const { draft } = state
      // A field is filled by one column.
      const others = Object.entries(draft.mapping).map(([name, id]) => [
        name,
        id === field ? '' : id,
      ])
      const mapping = { ...Object.fromEntries(others), [header]: field }
      set({ kind: 'columns', draft: { ...draft, mapping }, failure: null })
    },
    check: async (tools) => {
      if (state.kind !== 'columns') return
      const { draft } = state
      isStopped = false
      const { report, failure } = await send(tools, build(draft, tools), null, (next) =>
        set({ kind: 'checking', draft, report: next }),
      )
      if (isStopped) set({ kind: 'columns', draft, failure: null })
      else if (failure) set({ kind: 'columns', draft, failure })
      else set({ kind: 'checked', draft, report })
    },
    run: async (tools) => {
      if (state.kind !== 'checked') return null
      const { draft, report: planned } = state
      isStopped = false
      const built = build(draft, tools)
      set({ kind: 'running', draft, report: emptyReport(planned.total, built.errors) })
      try {
        const { headers } = draft.file.table
        const runId = await tools.dataProvider.startImport({
          fileName: draft.file.name,
          signature: headerSignature(headers),
          mapping: draft.mapping,
          totalRows: planned.total,
        })
        const { report, failure } = await send(tools, built, runId, (next) =>
          set({ kind: 'running', draft, report: next }),
        )
        set({ kind: 'done', draft, report, runId, failure })
        return report
      } catch (error) {
        set({ kind: 'columns', draft, failure: messageOf(error, 'crm.error.unknown') })
        return null
      }
    },
    stop: () => {
      isStopped = true
    },
    back: () => {
      if (state.kind === 'checked') set({ kind: 'columns', draft: state.draft, failure: null })
    },
    reset: () => {
      if (state.kind !== 'running') set(IDLE)
    },
  }
}

function build(draft: ImportDraft, { choices, usualDayOrder }: ImportTools): BuiltRows {
  return buildRows(draft.file.table, draft.mapping, { choices, usualDayOrder })
}

/** What may be better in a moment. The same part twice does no harm: what is there already is left as it is. */
const PASSING =
  /^crm\.error\.(?:busy|database_away|no_answer|schema_changed|too_many_requests|too_slow|unreachable)$/

async function sendPart(
  dataProvider: CrmDataProvider,
  rows: readonly ImportRow[],
  runId: number | null,
  wait: (ms: number) => Promise<void>,
): Promise<readonly ImportedRow[]> {
  for (const ms of RETRY_MS) {
    try {
      return await dataProvider.importRows(rows, runId)
    } catch (error) {
      if (!PASSING.test(messageOf(error, ''))) throw error
      await wait(ms)
    }
  }
  return dataProvider.importRows(rows, runId)
}

function messageOf(error: unknown, unknown: string): string {
  return error instanceof Error && error.message !== '' ? error.message : unknown
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
