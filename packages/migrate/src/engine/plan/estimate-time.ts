import type { PlannedStep } from '../../phase.ts'
import type { PlannedWork } from '../../sql/objects/planned-work.ts'
import type { EstimateInput, TableMeasure } from './estimate-input.ts'

export interface TimePart {
  readonly name: string
  readonly seconds: number
}

/** What the probe takes on the machine where the costs below were measured. */
const REFERENCE_PROBE_SECONDS = 0.021

/**
 * Microseconds for one unit of work, fitted to runs of 10,000 and 100,000 deals of G8 and G21 there (`bench/migration.ts`).
 * That of a kilobyte is a guess: rows of the sample are of one length.
 */
const COST = {
  /** A row that is written, read and lock included. */
  written: 11.5,
  /** More for a row that takes the texts of another along. */
  carried: 7,
  kilobyte: 3,
  /** An entry in an index, and a foreign key that is checked, while the database fits into the server's buffers. */
  indexEntry: 0.55,
  keyCheck: 1.8,
  /** What a foreign key refers to, looked up by the statement itself. */
  lookup: 0.3,
  /** A row that a phase's own check compares. */
  checked: 2,
  /** A row that is sorted into an index which is built. */
  built: 1.5,
  /** A row of a restored backup, and a kilobyte of it. */
  restored: 1,
  restoredKilobyte: 10,
  /** A row of a backup table, and a kilobyte of it. */
  copied: 0.3,
  copiedKilobyte: 6,
  /** A row that is looked at for the statistics. */
  analyzed: 7,
} as const

/** Seconds that do not depend on rows: the DDL of a phase, a table's files, an index. */
const FIXED = {
  phase: 0.15,
  backedUp: 0.01,
  restored: 0.065,
  copied: 0.015,
  index: 0.005,
  comparison: 0.1,
} as const

/** What copying a table into the backup takes, as a multiple of copying it out in the dry run. */
const BACKUP_FACTOR = 1.1
/** Rows of a table at most that the server looks at for its statistics. */
const ANALYZED_ROWS = 30_000
/** A batch is made as large as fits into this. */
const BATCH_SECONDS = 0.16
const STATEMENTS_A_BATCH = 10
const STATEMENTS_A_TABLE = 4
const KILOBYTE = 1_000

/** The parts of a run in their order, each with the seconds that it will take. */
export function estimateTime(input: EstimateInput): readonly TimePart[] {
  const factor = input.speed.probeSeconds / REFERENCE_PROBE_SECONDS
  const micro = (units: number, cost: number) => (units * cost * factor) / 1_000_000
  const tables = Object.values(input.tables)
  const total = (value: (table: TableMeasure) => number) => sum(tables.map(value))
  const steps = input.phases.flatMap((phase) => phase.steps)
  const hashing = total((table) => table.hashSeconds)
  const each = (seconds: number, count: number) =>
    count * (seconds * factor + STATEMENTS_A_TABLE * input.speed.roundTripSeconds)
  const spread = 1 + outOfBuffers(input)
  const changed = input.changed.flatMap((name) => input.tables[name] ?? [])

  return [
    { name: 'dry run', seconds: input.planSeconds },
    {
      name: 'backup',
      seconds:
        each(FIXED.backedUp, tables.length) +
        hashing +
        BACKUP_FACTOR * total((table) => table.copySeconds),
    },
    {
      name: 'proof of the backup',
      seconds:
        each(FIXED.restored, tables.length) +
        hashing +
        micro(total(rowsOf), COST.restored) +
        micro(total(kilobytesOf), COST.restoredKilobyte),
    },
    {
      name: 'backup tables',
      seconds:
        each(FIXED.copied, changed.length) +
        micro(sum(changed.map(rowsOf)), COST.copied) +
        micro(sum(changed.map(weightOf)) / KILOBYTE, COST.copiedKilobyte),
    },
    ...input.phases.map((phase) => ({
      name: `phase ${phase.id}`,
      seconds:
        FIXED.phase * factor +
        sum(phase.steps.map(stepSeconds)) +
        micro(sum(phase.steps.map(analyzedRowsOf)), COST.analyzed),
    })),
    {
      name: 'indexes',
      seconds: sum(
        input.phases
          .flatMap((phase) => phase.builds)
          .map((name) => each(FIXED.index, 1) + micro(input.tables[name]?.rows ?? 0, COST.built)),
      ),
    },
    {
      name: 'comparison',
      seconds:
        FIXED.comparison * factor +
        hashing +
        sum(steps.map(checkSeconds)) +
        micro(analyzedRows(input, steps), COST.analyzed),
    },
  ]

  function stepSeconds(step: PlannedStep): number {
    const work = sum(step.work.map(workSeconds))
    const waits = (work / BATCH_SECONDS) * STATEMENTS_A_BATCH * input.speed.roundTripSeconds
    return work + waits + checkSeconds(step)
  }

  /** For the statistics of new tables; of changed ones only some columns are looked at. */
  function analyzedRowsOf({ work }: PlannedStep): number {
    const added = work.filter(({ kind }) => kind === 'insert')
    return sum(added.map(({ written }) => atMostAnalyzed(written)))
  }

  function workSeconds(work: PlannedWork): number {
    const source = input.tables[work.source]
    const entries = work.kind === 'update' ? (source?.indexes ?? 0) : work.indexes
    return (
      micro(work.written, COST.written + (work.carriesText ? COST.carried : 0)) +
      micro(work.written * entries * spread, COST.indexEntry) +
      micro(work.written * work.keys * spread, isLookedUp(work) ? COST.lookup : COST.keyCheck) +
      micro((work.written * bytesARow(work, source)) / KILOBYTE, COST.kilobyte)
    )
  }

  function isLookedUp(work: PlannedWork): boolean {
    return work.looksUpKeys && input.maySetReplicaMode
  }

  function checkSeconds(step: PlannedStep): number {
    return micro(step.rows + sum(step.work.map(({ written }) => written)), COST.checked)
  }
}

/**
 * The share of the pages, from 0 to 1, that are not in the server's buffers when an index entry or a parent row is looked
 * for. Linking took twice as long a row at 100,000 deals, which 128 MB of buffers do not hold, as at 10,000, which they do.
 */
function outOfBuffers({ tables, bufferBytes }: EstimateInput): number {
  const bytes = sum(Object.values(tables).map((table) => table.heapBytes + table.indexBytes))
  return Math.min(1, bytes / bufferBytes)
}

/** Bytes of data that a row written has: a new version of the old one, or what is taken along. */
function bytesARow(work: PlannedWork, source: TableMeasure | undefined): number {
  if (source === undefined || source.rows === 0) return 0
  if (work.kind === 'update') return source.heapBytes / source.rows
  return work.carriesText ? source.textBytes / source.rows : 0
}

function analyzedRows(input: EstimateInput, steps: readonly PlannedStep[]): number {
  const written = steps.flatMap((step) => step.work).filter(({ kind }) => kind === 'insert')
  const rows = [...Object.values(input.tables).map(rowsOf), ...written.map((work) => work.written)]
  return sum(rows.map(atMostAnalyzed))
}

function atMostAnalyzed(rows: number): number {
  return Math.min(rows, ANALYZED_ROWS)
}

function rowsOf(table: TableMeasure): number {
  return table.rows
}

function kilobytesOf(table: TableMeasure): number {
  return table.textBytes / KILOBYTE
}

/** What is copied of a table: its rows with their long values, without its indexes. */
function weightOf(table: TableMeasure): number {
  return table.heapBytes + table.toastBytes
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
