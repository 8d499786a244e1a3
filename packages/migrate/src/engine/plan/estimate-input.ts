import type { PhaseId, PhasePlan } from '../../phase.ts'

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
  /** Whether the role may set replica mode, in which keys are not asked of what was looked up. */
  readonly maySetReplicaMode: boolean
  /** What the server keeps in memory of its tables (shared_buffers). */
  readonly bufferBytes: number
  /** The most WAL that the server keeps by itself; null where something (a replication slot) makes it keep all. */
  readonly walLimitBytes: number | null
}
