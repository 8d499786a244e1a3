import type { PhaseId, PhasePlan } from '../phase.ts'
import { estimateRoom, type RoomPart } from './estimate-room.ts'
import { estimateTime, type TimePart } from './estimate-time.ts'

/** How fast a server is, seen from here. */
export interface ServerSpeed {
  /** Seconds that it takes for the fixed work of `measureSpeed`. */
  readonly probeSeconds: number
  /** Seconds from a statement to its answer. */
  readonly roundTripSeconds: number
}

/** What a table weighs, and how long the two things take that are measured on a sample of it. All of the whole table. */
export interface TableMeasure {
  readonly rows: number
  readonly heapBytes: number
  readonly toastBytes: number
  readonly indexBytes: number
  readonly indexes: number
  /** As text of COPY, and that compressed. */
  readonly textBytes: number
  readonly gzipBytes: number
  /** Of the checksum of all rows. */
  readonly hashSeconds: number
  /** Of copying all rows to us and compressing them. */
  readonly copySeconds: number
}

/** Everything that the estimate is made of. Measured, or counted by the phases; nothing is read here. */
export interface EstimateInput {
  /** By legacy name. */
  readonly tables: Readonly<Record<string, TableMeasure>>
  /** Legacy tables whose rows or shape change; backup tables are made of them. */
  readonly changed: readonly string[]
  readonly phases: readonly ({ readonly id: PhaseId } & Pick<PhasePlan, 'steps' | 'builds'>)[]
  /** What the dry run itself took. */
  readonly planSeconds: number
  readonly speed: ServerSpeed
  /** What the server keeps in memory of its tables (shared_buffers). */
  readonly bufferBytes: number
  /** The most WAL that the server keeps by itself; null where something (a replication slot) makes it keep all. */
  readonly walLimitBytes: number | null
}

export interface Estimate {
  readonly seconds: number
  /** What it rests on, so that a wrong estimate can be understood. */
  readonly measured: Pick<EstimateInput, 'speed' | 'tables'>
  readonly parts: readonly TimePart[]
  readonly disk: {
    /** On the server, at the most: the sum of its parts. */
    readonly serverBytes: number
    readonly serverParts: readonly RoomPart[]
    /** Where the backup is kept. */
    readonly backupBytes: number
  }
  readonly memory: {
    /** Of the tool; it does not grow with the data. */
    readonly toolBytes: number
  }
}

/** How long a run will take and what it needs, from what was measured. Pure. */
export function estimateRun(input: EstimateInput): Estimate {
  const parts = estimateTime(input)
  const { serverParts, backupBytes, toolBytes } = estimateRoom(input)
  return {
    seconds: parts.reduce((sum, part) => sum + part.seconds, 0),
    measured: { speed: input.speed, tables: input.tables },
    parts,
    disk: {
      serverBytes: serverParts.reduce((sum, part) => sum + part.bytes, 0),
      serverParts,
      backupBytes,
    },
    memory: { toolBytes },
  }
}
