import type { EstimateInput } from './estimate-input.ts'
import { estimateRoom, type RoomPart } from './estimate-room.ts'
import { estimateTime, type TimePart } from './estimate-time.ts'

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
