import type { PlannedStep } from '../phase.ts'
import type { Sql } from '../sql/client.ts'

/** How fast a server is, seen from here. */
export interface Speed {
  /** Seconds that it takes for the probe of `measureSpeed`. */
  readonly probeSeconds: number
  /** Seconds from a statement to its answer. */
  readonly roundTripSeconds: number
}

export interface EstimateInput {
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>
  /** Bytes on disk by table, with indexes. */
  readonly bytes: Readonly<Record<string, number>>
  readonly steps: readonly PlannedStep[]
  readonly planSeconds: number
  readonly speed: Speed
}

export interface Estimate {
  readonly seconds: number
  readonly parts: readonly { readonly name: string; readonly seconds: number }[]
  readonly disk: {
    /** On the server, at the most: new rows, new versions of rows, indexes, backup tables and the scratch copy. */
    readonly serverBytes: number
    /** Where the backup is kept. */
    readonly backupBytes: number
  }
  readonly memory: {
    /** Of the tool; it does not grow with the data. */
    readonly toolBytes: number
  }
}

/** What the probe takes on the machine where the rates below were measured (`bench/migration.ts`). */
const REFERENCE_PROBE_SECONDS = 0.17

/** Seconds that a run takes however small the database is. */
const FIXED_SECONDS = 2.4

/** Seconds a million rows, measured there. */
const SECONDS_A_MILLION = {
  backup: 27,
  proof: 12,
  transform: 55,
  finish: 9,
  verify: 9,
} as const

const STATEMENTS_A_BATCH = 7
const ROWS_A_BATCH = 5_000
const MEGABYTE = 1_048_576

/**
 * How long a run will take, and what it needs, from its rows and from how fast this server answers. The rates were measured on one
 * machine and are scaled by a probe, so the estimate holds for another as far as its disk and processor are alike.
 */
export function estimateRun(input: EstimateInput): Estimate {
  const factor = input.speed.probeSeconds / REFERENCE_PROBE_SECONDS
  const kept = sum(Object.values(input.counts)) / 1_000_000
  const transformed = sum(input.steps.map((step) => step.rows)) / 1_000_000
  const batches = (transformed * 1_000_000) / ROWS_A_BATCH
  const parts = [
    { name: 'dry run', seconds: input.planSeconds },
    { name: 'backup', seconds: kept * SECONDS_A_MILLION.backup * factor },
    { name: 'proof of the backup', seconds: kept * SECONDS_A_MILLION.proof * factor },
    {
      name: 'phases',
      seconds:
        FIXED_SECONDS * factor +
        transformed * SECONDS_A_MILLION.transform * factor +
        batches * STATEMENTS_A_BATCH * input.speed.roundTripSeconds,
    },
    { name: 'indexes', seconds: transformed * SECONDS_A_MILLION.finish * factor },
    { name: 'comparison', seconds: kept * SECONDS_A_MILLION.verify * factor },
  ]
  const database = sum(Object.values(input.bytes))
  return {
    seconds: sum(parts.map((part) => part.seconds)),
    parts,
    disk: { serverBytes: Math.round(2 * database), backupBytes: Math.round(database / 2) },
    memory: { toolBytes: 200 * MEGABYTE },
  }
}

/** Times a fixed piece of work and an empty statement on the server. Reads nothing and changes nothing. */
export async function measureSpeed(sql: Sql): Promise<Speed> {
  const probes: number[] = []
  const trips: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const startedAt = performance.now()
    await sql`select 1`
    const answeredAt = performance.now()
    await sql`
      select sum(hashtextextended(repeat(g::text, 20), 0)::numeric) from generate_series(1, 100000) as g`
    const trip = (answeredAt - startedAt) / 1_000
    trips.push(trip)
    probes.push((performance.now() - answeredAt) / 1_000 - trip)
  }
  return { probeSeconds: Math.min(...probes), roundTripSeconds: Math.min(...trips) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
