import { CATALOG, type Changes, type Defect, type DefectName } from './defect-catalog.ts'
import type { LegacyGeneration } from './legacy/generation.ts'
import type { LegacyKind, LegacyRows } from './legacy/rows.ts'
import type { Scale } from './scale.ts'

/** Names; `'all'` that do not refuse a migration; `'light'`: few and harmless; `'none'`. */
export type DefectChoice = readonly DefectName[] | 'all' | 'light' | 'none'

const DEFECTS: readonly (Defect & { readonly name: DefectName })[] = CATALOG

/** Every defect, for lists and for tests that go through all of them. */
export function listDefects(): readonly {
  readonly name: DefectName
  readonly description: string
  readonly isNoGo: boolean
  readonly only: LegacyGeneration | null
}[] {
  return DEFECTS.map(({ name, description, isNoGo = false, only = null }) => ({
    name,
    description,
    isNoGo,
    only,
  }))
}

/** A choice, worked out: which defects, and on which share of the rows. */
export interface ActiveDefects {
  readonly defects: readonly { readonly defect: Defect; readonly place: number }[]
  readonly isLight: boolean
}

export function activeDefects(choice: DefectChoice, generation: LegacyGeneration): ActiveDefects {
  const isLight = choice === 'light'
  const defects = DEFECTS.map((defect, place) => ({ defect, place })).filter(({ defect }) => {
    if (defect.only !== undefined && defect.only !== generation) return false
    if (choice === 'none') return false
    if (choice === 'all') return defect.isNoGo !== true
    return isLight ? defect.isLight === true : choice.includes(defect.name)
  })
  return { defects, isLight }
}

/** The row as it is stored: with the changes of every active defect that strikes this id. */
export function applyDefects<K extends LegacyKind>(
  active: ActiveDefects,
  spot: {
    readonly world: { readonly counts: Scale }
    readonly generation: LegacyGeneration
    readonly kind: K
  },
  row: LegacyRows[K],
): LegacyRows[K] {
  const { counts } = spot.world
  let result = row
  for (const { defect, place } of active.defects) {
    const change: Changes[K] = defect.changes[spot.kind]
    if (change === undefined) continue
    const turn = turnOf(row.id, { place, rows: counts[spot.kind], isLight: active.isLight })
    if (turn === null) continue
    result = { ...result, ...change(result, { counts, generation: spot.generation, turn }) }
  }
  return result
}

/** In tables below that size, defects strike one row each, so that they do not hide one another. */
const SMALL_TABLE = 300

/**
 * Which of the rows that a defect strikes this is, null when it is none of them. They are spread over the table:
 * 1 in 1,000 and at least three; light: 1 in 2,000, or none.
 */
function turnOf(
  id: number,
  target: { readonly place: number; readonly rows: number; readonly isLight: boolean },
): number | null {
  const { rows, place } = target
  const least = rows < SMALL_TABLE ? 1 : 3
  const hits = target.isLight ? Math.floor(rows / 2_000) : Math.max(least, Math.floor(rows / 1_000))
  if (hits === 0) return null
  const stride = Math.floor(rows / hits)
  const step = Math.max(1, Math.floor(stride / CATALOG.length))
  const first = (place * step + (step >> 1)) % stride
  const distance = id - 1 - first
  if (distance < 0 || distance % stride !== 0) return null
  const turn = distance / stride
  return turn < hits ? turn : null
}
