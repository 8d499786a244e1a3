import type { PlannedWork } from '../../sql/objects/planned-work.ts'
import type { EstimateInput, TableMeasure } from './estimate-input.ts'

export interface RoomPart {
  readonly name: string
  readonly bytes: number
}

/** Of a row of a new table, without the texts that it takes along. */
const NEW_ROW_BYTES = 110
/** Of an entry in an index, with the room that pages keep free. */
const INDEX_ENTRY_BYTES = 30
/** WAL for a byte that is written: its own headers, and whole pages after each checkpoint. */
const WAL_FACTOR = 2
/** Measured as peak of a whole dry run in a process of its own, with room to spare; see docs/performance.md. */
const TOOL_BYTES = 200_000_000

/** What a run needs on the server, part by part, where the backup is kept, and in memory here. */
export function estimateRoom(input: EstimateInput): {
  readonly serverParts: readonly RoomPart[]
  readonly backupBytes: number
  readonly toolBytes: number
} {
  const tables = Object.values(input.tables)
  const work = input.phases.flatMap((phase) => phase.steps.flatMap((step) => step.work))
  const inserts = work.filter(({ kind }) => kind === 'insert')
  const updates = work.filter(({ kind }) => kind === 'update')
  const builds = input.phases.flatMap((phase) => phase.builds)
  const changed = input.changed.flatMap((name) => input.tables[name] ?? [])

  const newTables = sum(inserts.map((one) => insertedBytes(one, input.tables[one.source])))
  const rowVersions = sum(updates.map((one) => updatedBytes(one, input.tables[one.source])))
  const indexes =
    INDEX_ENTRY_BYTES *
    (sum(inserts.map(({ written, indexes: each }) => written * each)) +
      sum(updates.map((one) => one.written * (input.tables[one.source]?.indexes ?? 0))) +
      sum(builds.map((name) => input.tables[name]?.rows ?? 0)))
  const backupTables = sum(changed.map((table) => table.heapBytes + table.toastBytes))
  const scratch = sum(tables.map((table) => table.heapBytes + table.toastBytes + table.indexBytes))
  const written = newTables + rowVersions + indexes + backupTables + scratch
  return {
    serverParts: [
      { name: 'new tables', bytes: Math.round(newTables) },
      { name: 'new versions of updated rows', bytes: Math.round(rowVersions) },
      { name: 'indexes', bytes: Math.round(indexes) },
      { name: 'backup tables', bytes: Math.round(backupTables) },
      { name: 'scratch copy that proves the backup', bytes: Math.round(scratch) },
      {
        name: 'WAL',
        bytes: Math.round(Math.min(WAL_FACTOR * written, input.walLimitBytes ?? Infinity)),
      },
    ],
    backupBytes: Math.round(sum(tables.map((table) => table.gzipBytes))),
    toolBytes: TOOL_BYTES,
  }
}

function insertedBytes(work: PlannedWork, source: TableMeasure | undefined): number {
  const text =
    work.carriesText && source !== undefined && source.rows > 0
      ? (source.heapBytes + source.toastBytes) / source.rows
      : 0
  return work.written * (NEW_ROW_BYTES + text)
}

/** Long values that are stored apart are not written again. */
function updatedBytes(work: PlannedWork, source: TableMeasure | undefined): number {
  return source === undefined || source.rows === 0
    ? 0
    : (work.written * source.heapBytes) / source.rows
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
