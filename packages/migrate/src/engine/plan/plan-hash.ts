import { createHash } from 'node:crypto'
import type { StageMap } from '@valence/schema'
import type { PhaseContext } from '../../phase.ts'
import { compareFingerprints, type Fingerprint } from '../../sql/catalog/fingerprint.ts'
import type { FunctionMap } from '../../stale-names/function-map.ts'

/** What a plan decides, and on which shapes. Nothing in it depends on rows, on the clock or on who looks. */
export interface Decided {
  readonly toolVersion: string
  readonly database: string
  readonly serverVersion: number
  readonly generation: string
  readonly vector: Readonly<Record<string, boolean>>
  readonly stageMap: StageMap
  readonly functionMap: FunctionMap
  readonly context: PhaseContext
  readonly objects: Fingerprint
}

/** Digests of the parts of a plan, by name. */
export type PlanParts = Readonly<Record<string, string>>

/**
 * Digests of what is decided, part by part. Left out of the context: `stageMapBack`, which prefers values that occur in
 * rows, and `replacements`, which follow from the function map, the functions' definitions and the version.
 */
export function planParts(decided: Decided): PlanParts {
  const { stageMap: _, stageMapBack: __, replacements: ___, ...shape } = decided.context
  const parts = {
    'the version of the tool': decided.toolVersion,
    'the database': decided.database,
    'the version of the server': decided.serverVersion,
    'the generation': [decided.generation, decided.vector],
    'the stage map': decided.stageMap,
    'the function map': decided.functionMap,
    'the shape': shape,
  }
  return {
    ...Object.fromEntries(
      Object.entries(parts).map(([name, value]) => [name, sha256(canonical(value)).slice(0, 32)]),
    ),
    ...decided.objects,
  }
}

/** The hash of a plan, to which an approval is bound: 64 hexadecimal digits. */
export function planHash(parts: PlanParts): string {
  return sha256(canonical(parts))
}

/** What differs between two plans, a line each. */
export function changedParts(before: PlanParts, now: PlanParts): readonly string[] {
  return compareFingerprints(before, now)
}

/** JSON with the keys in order, so that equal values have equal texts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
