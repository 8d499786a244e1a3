import type {
  CrmDataProvider,
  ImportedRow,
  ImportMapping,
  ImportMatching,
  ImportReading,
} from '../../providers/types.ts'
import { type BuildOptions, type BuiltRows, buildRowsInSlices, inBatches } from './build-rows.ts'
import type { Choices } from './cell-values.ts'
import { fieldOf, isShared } from './fields.ts'
import {
  addResults,
  emptyReport,
  type ImportReport,
  nothingSeen,
  withErrors,
  withNotices,
  withoutLines,
} from './import-report.ts'
import { type ImportKeeper, type KeptImport, type KeptProgress, noKeeper } from './kept-import.ts'
import { headerSignature, matchFile, withRemembered } from './match-headers.ts'
import { matchingUnder, USUAL_MATCHING } from './matching.ts'
import { answered, type OwnerNames, type Questions, questionsOf } from './questions.ts'
import type { DayOrder } from './read-day.ts'
import { FileError, type ReadFile, type ReadOptions, readFile } from './read-file.ts'
import type { TableRow } from './table.ts'

/** Rows of one call: about a second of the server's time, far from any limit of a statement. */
const BATCH_SIZE = 250
/** Waits before a call that failed for the moment is made again. */
const RETRY_MS = [1_000, 3_000, 9_000] as const

export interface ImportDraft {
  readonly source: File
  readonly file: ReadFile
  /** How people said that the file is read. */
  readonly options: ReadOptions
  /** The program that wrote it, where its headers tell. */
  readonly program: string | null
  /** How people said that its cells are read. */
  readonly reading: ImportReading
  /** What only people can say. */
  readonly questions: Questions
  readonly mapping: ImportMapping
  readonly matching: ImportMatching
  /** Somebody's choices for a file with these headers. */
  readonly isRemembered: boolean
  /** Lines that were put right and not sent since. */
  readonly corrected: ReadonlySet<number>
  /** All rows that were put right, by line. */
  readonly fixes: KeptImport['fixes']
}

/** Where an import is. `failure` is what stopped it, a key of the catalog or the server's sentence. */
export type ImportState =
  | { readonly kind: 'idle'; readonly isReading: boolean; readonly failure: string | null }
  | { readonly kind: 'columns'; readonly draft: ImportDraft; readonly failure: string | null }
  | { readonly kind: 'checking'; readonly draft: ImportDraft; readonly report: ImportReport }
  | {
      readonly kind: 'checked'
      readonly draft: ImportDraft
      readonly report: ImportReport
      readonly failure: string | null
    }
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
  readonly choices: Choices
  readonly usualDayOrder: DayOrder
  readonly owners: OwnerNames
  /** Who imports. */
  readonly user: string
}

export interface ImportSession {
  state(): ImportState
  subscribe(listener: () => void): () => void
  /** Reads a file; with options anew, as people said. */
  choose(source: File, tools: ImportTools, options?: ReadOptions): Promise<void>
  map(header: string, field: string, tools: ImportTools): void
  /** Says how cells are read. */
  read(reading: ImportReading): void
  match(matching: ImportMatching): void
  check(tools: ImportTools): Promise<void>
  run(tools: ImportTools): Promise<ImportReport | null>
  /** Goes on with an import that another window, or this one before it was loaded anew, did not bring to its end. */
  resume(kept: KeptImport & KeptProgress, tools: ImportTools): Promise<ImportReport | null>
  /** Puts a row right, in the window alone. */
  correct(line: number, cells: readonly string[]): void
  /** Sends the rows that were put right: to be checked before an import, to be written after it. */
  resend(tools: ImportTools): Promise<ImportReport | null>
  /** Stops after the part that is being written; during a check it goes back to the columns. */
  stop(): void
  back(): void
  /** Begins anew; not while rows are written. */
  reset(): void
}

const NONE: ReadonlySet<number> = new Set()
const IDLE: ImportState = { kind: 'idle', isReading: false, failure: null }

/** An import from the choice of its file to its end. It lives outside of the page, so that one may go elsewhere meanwhile. */
export function createImportSession({
  wait = pause,
  read = readFile,
  keeper = noKeeper,
}: {
  readonly wait?: (ms: number) => Promise<void>
  /** Elsewhere than in the window, where that can be. */
  readonly read?: typeof readFile
  readonly keeper?: ImportKeeper
} = {}): ImportSession {
  let state: ImportState = IDLE
  let isStopped = false
  /** By the rows of one check, or of one import, the corrected ones among them. */
  let seen = nothingSeen()
  const listeners = new Set<() => void>()
  const set = (next: ImportState) => {
    state = next
    for (const listener of listeners) listener()
  }

  const choose: ImportSession['choose'] = async (source, tools, options = {}) => {
    const isSame = state.kind === 'columns' && state.draft.source === source
    const former = state.kind === 'columns' && isSame ? state.draft : null
    set({ kind: 'idle', isReading: true, failure: null })
    try {
      const file = await read(source, options)
      const { headers } = file.table
      const remembered = await tools.dataProvider.getImportChoices(headerSignature(headers))
      const found = matchFile(headers)
      const { reading: kept, ...matching } = remembered?.matching ?? {}
      const chosen = { ...remembered?.mapping, ...former?.mapping }
      const mapping = withRemembered(headers, found.mapping, chosen)
      const draft: ImportDraft = {
        source,
        file,
        options,
        program: found.program,
        mapping,
        matching: {
          ...USUAL_MATCHING,
          source: found.program ?? '',
          ...matching,
          ...former?.matching,
        },
        reading: { ...kept, ...former?.reading },
        questions: questionsFor(file, mapping, tools),
        isRemembered: remembered !== null,
        corrected: NONE,
        fixes: {},
      }
      set({ kind: 'columns', draft, failure: null })
    } catch (error) {
      const unreadable = 'crm.import.file_error.unreadable'
      const failure = error instanceof FileError ? error.message : messageOf(error, unreadable)
      // A choice that does not work is taken back.
      if (former) set({ kind: 'columns', draft: former, failure })
      else set({ kind: 'idle', isReading: false, failure })
    }
  }

  /** Sends rows part by part, and adds to a report what comes of them. @returns what stopped it, or null */
  const send = async (
    tools: ImportTools,
    draft: ImportDraft,
    { built, runId, before, done = 0 }: Sent,
  ): Promise<{ report: ImportReport; failure: string | null }> => {
    const kind = runId === null ? 'checking' : 'running'
    const matching = matchingUnder(draft.mapping, draft.matching)
    const parts = inBatches(built.rows, BATCH_SIZE)
    let report = done > 0 ? before : withNotices(withErrors(before, built.errors), built.notices)
    set({ kind, draft, report })
    for (const [place, rows] of parts.slice(done).entries()) {
      if (isStopped) return { report, failure: 'crm.import.stopped' }
      const importPart = () => tools.dataProvider.importRows(rows, runId, matching)
      const results = await patiently(importPart, wait).catch(failureOf)
      if (typeof results === 'string') return { report, failure: results }
      report = addResults(report, results, { seen, isDry: runId === null })
      if (runId !== null) await keeper.advance({ parts: done + place + 1, report })
      set({ kind, draft, report })
    }
    return { report, failure: null }
  }

  /** Writes the rows of a draft in a run, and keeps what another window needs to go on. */
  const write = async (tools: ImportTools, draft: ImportDraft, sent: Sent & { runId: number }) => {
    const { report, failure } = await send(tools, draft, sent)
    // What was stopped is said to go on by the same file; what failed can be taken up where it is.
    if (failure === null || isStopped) await keeper.end()
    set({ kind: 'done', draft, report, runId: sent.runId, failure })
    return report
  }

  /** The columns with something else chosen. */
  const rechoose = (choose: (draft: ImportDraft) => Partial<ImportDraft>) => {
    if (state.kind !== 'columns') return
    set({ kind: 'columns', draft: { ...state.draft, ...choose(state.draft) }, failure: null })
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    choose,
    map: (header, field, tools) =>
      rechoose((draft) => {
        // Most fields are filled by one column.
        const others = Object.entries(draft.mapping).map(([name, id]) => [
          name,
          id === field && !isShared(fieldOf(id)) ? '' : id,
        ])
        const mapping = { ...Object.fromEntries(others), [header]: field }
        return { mapping, questions: questionsFor(draft.file, mapping, tools) }
      }),
    read: (reading) => rechoose(() => ({ reading })),
    match: (matching) => rechoose(() => ({ matching })),
    check: async (tools) => {
      if (state.kind !== 'columns') return
      const draft = { ...state.draft, corrected: NONE }
      const before = emptyReport(draft.file.table.rows.length)
      isStopped = false
      seen = nothingSeen()
      set({ kind: 'checking', draft, report: before })
      const built = await build(draft, tools)
      const { report, failure } = await send(tools, draft, { built, runId: null, before })
      if (isStopped) set({ kind: 'columns', draft, failure: null })
      else if (failure) set({ kind: 'columns', draft, failure })
      else set({ kind: 'checked', draft, report, failure: null })
    },
    run: async (tools) => {
      if (state.kind !== 'checked') return null
      const draft = { ...state.draft, corrected: NONE }
      const before = emptyReport(draft.file.table.rows.length)
      isStopped = false
      seen = nothingSeen()
      set({ kind: 'running', draft, report: before })
      try {
        const { headers } = draft.file.table
        const runId = await tools.dataProvider.startImport({
          fileName: draft.file.name,
          signature: headerSignature(headers),
          mapping: draft.mapping,
          matching: {
            ...matchingUnder(draft.mapping, draft.matching),
            reading: answered(draft.reading, draft.questions),
          },
          totalRows: before.total,
        })
        const { source, options, mapping, matching, fixes } = draft
        const reading = answered(draft.reading, draft.questions)
        const kept = { source, options, mapping, matching, fixes, reading, runId }
        await keeper.begin({ ...kept, owner: tools.user })
        await keeper.advance({ parts: 0, report: before })
        return await write(tools, draft, { built: await build(draft, tools), runId, before })
      } catch (error) {
        set({ kind: 'columns', draft, failure: messageOf(error, 'crm.error.unknown') })
        return null
      }
    },
    resume: async (kept, tools) => {
      if (state.kind !== 'idle') return null
      set({ kind: 'idle', isReading: true, failure: null })
      try {
        const draft = draftOf(kept, await read(kept.source, kept.options), tools)
        const { runId, parts: done, report: before } = kept
        isStopped = false
        seen = nothingSeen()
        return await write(tools, draft, { built: await build(draft, tools), runId, before, done })
      } catch (error) {
        set({ kind: 'idle', isReading: false, failure: messageOf(error, 'crm.error.unknown') })
        return null
      }
    },
    correct: (line, cells) => {
      if (state.kind !== 'checked' && state.kind !== 'done') return
      const { draft } = state
      const rows = draft.file.table.rows.map((row) =>
        row.line === line ? corrected(row, cells) : row,
      )
      const file = { ...draft.file, table: { ...draft.file.table, rows } }
      const lines = new Set([...draft.corrected, line])
      const fixes = { ...draft.fixes, [line]: cells }
      set({ ...state, draft: { ...draft, file, fixes, corrected: lines } })
    },
    resend: async (tools) => {
      if (state.kind !== 'checked' && state.kind !== 'done') return null
      const former = state
      const { corrected } = former.draft
      const draft = { ...former.draft, corrected: NONE }
      isStopped = false
      const { report, failure } = await send(tools, draft, {
        built: await build(draft, tools, corrected),
        runId: former.kind === 'done' ? former.runId : null,
        before: withoutLines(former.report, corrected),
      })
      // What did not arrive can be sent again; what was written of it already stays as it is.
      if (failure === null) set({ ...former, draft, report, failure })
      else set({ ...former, failure: isStopped ? null : failure })
      return failure === null ? report : null
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

/** Rows that are sent. */
interface Sent {
  readonly built: BuiltRows
  readonly runId: number | null
  readonly before: ImportReport
  /** Parts that are written already. */
  readonly done?: number
}

/** A draft as it was when its import began. */
function draftOf(kept: KeptImport, file: ReadFile, tools: ImportTools): ImportDraft {
  const { source, options, mapping, matching, reading, fixes } = kept
  const rows = file.table.rows.map((row) => {
    const cells = fixes[row.line]
    return cells ? corrected(row, cells) : row
  })
  return {
    source,
    options,
    mapping,
    matching,
    reading,
    fixes,
    file: { ...file, table: { ...file.table, rows } },
    program: null,
    questions: questionsFor(file, mapping, tools),
    isRemembered: true,
    corrected: NONE,
  }
}

function build(
  draft: ImportDraft,
  tools: ImportTools,
  only?: ReadonlySet<number>,
): Promise<BuiltRows> {
  const options = { ...buildOptionsOf(draft, tools), ...(only ? { only } : {}) }
  return buildRowsInSlices(draft.file.table, draft.mapping, options, () => pause(0))
}

/** A row with other texts: numbers of cells that stay as they were are still exact. */
function corrected(row: TableRow, cells: readonly string[]): TableRow {
  const kept = Object.entries(row.exact ?? {}).filter(
    ([place]) => cells[Number(place)] === row.cells[Number(place)],
  )
  return { line: row.line, cells, exact: Object.fromEntries(kept) }
}

/** How the rows of a draft are built. */
export function buildOptionsOf(
  { file, reading, questions }: ImportDraft,
  { choices, usualDayOrder }: Pick<ImportTools, 'choices' | 'usualDayOrder'>,
): BuildOptions {
  return {
    choices,
    usualDayOrder,
    is1904: file.workbook?.is1904 ?? false,
    reading: answered(reading, questions),
  }
}

function questionsFor(file: ReadFile, mapping: ImportMapping, tools: ImportTools): Questions {
  const { choices, usualDayOrder, owners } = tools
  const is1904 = file.workbook?.is1904 ?? false
  return questionsOf(file.table, mapping, { choices, usualDayOrder, owners, is1904 })
}

/** What may be better in a moment. The same part twice does no harm: what is there already is left as it is. */
const PASSING =
  /^crm\.error\.(?:busy|database_away|no_answer|schema_changed|too_many_requests|too_slow|unreachable)$/

async function patiently(
  importPart: () => Promise<readonly ImportedRow[]>,
  wait: (ms: number) => Promise<void>,
): Promise<readonly ImportedRow[]> {
  for (const ms of RETRY_MS) {
    try {
      return await importPart()
    } catch (error) {
      if (!PASSING.test(messageOf(error, ''))) throw error
      await wait(ms)
    }
  }
  return importPart()
}

function failureOf(error: unknown): string {
  return messageOf(error, 'crm.error.unknown')
}

function messageOf(error: unknown, unknown: string): string {
  return error instanceof Error && error.message !== '' ? error.message : unknown
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
