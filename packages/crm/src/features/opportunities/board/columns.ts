import type { OpportunityStage } from '@valence/schema'
import type { OpportunityRecord } from '../../../providers/types.ts'

/** Cards of a stage in their order, with one more than is shown, so that a drop at the end knows what follows. */
export interface Column {
  readonly data: OpportunityRecord[]
  readonly total?: number | undefined
}

/** A drag: where a card came from and the place it was dropped at, both counted from 0 without the card itself. */
export interface Drag {
  readonly id: number
  readonly from: OpportunityStage
  readonly to: OpportunityStage
  readonly index: number
}

/** The id of the card that follows the place at `index`, or null at the end. */
export function cardAfter(
  cards: readonly OpportunityRecord[],
  movedId: number,
  index: number,
): number | null {
  const others = cards.filter((card) => card.id !== movedId)
  return others[index]?.id ?? null
}

/** The id of the card that follows `movedId` now, or null at the end: where an undo puts it back. */
export function nextOf(cards: readonly OpportunityRecord[], movedId: number): number | null {
  const place = cards.findIndex((card) => card.id === movedId)
  return place === -1 ? null : (cards[place + 1]?.id ?? null)
}

/** Both columns as they are after the drag. Unknown cards change nothing. */
export function applyDrag(
  source: Column,
  target: Column,
  { id, from, to, index }: Drag,
): { source: Column; target: Column } {
  const card = source.data.find((candidate) => candidate.id === id)
  if (!card) return { source, target }
  const rest = source.data.filter((candidate) => candidate.id !== id)
  const moved: OpportunityRecord = { ...card, stage: to }
  if (from === to) {
    const column = { ...source, data: rest.toSpliced(index, 0, moved) }
    return { source: column, target: column }
  }
  return {
    source: { ...source, data: rest, total: lessOne(source.total) },
    target: {
      ...target,
      data: target.data.toSpliced(index, 0, moved),
      total: target.total === undefined ? undefined : target.total + 1,
    },
  }
}

function lessOne(total: number | undefined): number | undefined {
  return total === undefined ? undefined : Math.max(0, total - 1)
}
