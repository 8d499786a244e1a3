import type { OpportunityStage } from '@valence/schema'
import type { BoardCardData, BoardColumnData, MoveDetails } from '../../../providers/types.ts'

/** The columns as they are shown. A column holds one card more than is shown, so that a drop at the end knows what follows. */
export type BoardData = readonly BoardColumnData[]

/** A drag: where a card came from and the place it was dropped at, both counted from 0 without the card itself. */
export interface Drag {
  readonly id: number
  readonly from: OpportunityStage
  readonly to: OpportunityStage
  readonly index: number
}

/** The cards of a stage; none where the board does not show it. */
export function cardsOf(board: BoardData, stage: OpportunityStage): readonly BoardCardData[] {
  return board.find((column) => column.stage === stage)?.cards ?? []
}

/** The id of the card that follows the place at `index`, or null at the end. */
export function cardAfter(
  cards: readonly BoardCardData[],
  movedId: number,
  index: number,
): number | null {
  const others = cards.filter((card) => card.id !== movedId)
  return others[index]?.id ?? null
}

/** The id of the card that follows `movedId` now, or null at the end: where an undo puts it back. */
export function nextOf(cards: readonly BoardCardData[], movedId: number): number | null {
  const place = cards.findIndex((card) => card.id === movedId)
  return place === -1 ? null : (cards[place + 1]?.id ?? null)
}

/** What an undo of a move has to say beside the place: what the move may have changed. */
export function detailsOf(card: BoardCardData): MoveDetails {
  const { lost_reason, actual_close_date, probability, probability_manual } = card
  return { lost_reason, actual_close_date, ...(probability_manual ? { probability } : {}) }
}

/**
 * The board after the drag, with its sums. Unknown cards change nothing.
 * @param byStage what each stage means in percent
 */
export function applyDrag(
  board: BoardData,
  { id, from, to, index }: Drag,
  byStage: Readonly<Record<OpportunityStage, number>>,
): BoardData {
  const card = cardsOf(board, from).find((candidate) => candidate.id === id)
  if (!card) return board
  const moved = { ...card, stage: to, probability: probabilityIn(to, card, byStage[to]) }
  return board.map((column) => {
    const isSource = column.stage === from
    const isTarget = column.stage === to
    if (!isSource && !isTarget) return column
    const rest = column.cards.filter((candidate) => candidate.id !== id)
    const cards = isTarget ? rest.toSpliced(index, 0, moved) : rest
    const left = isSource ? withAmounts(column, card, -1) : column
    return { ...(isTarget ? withAmounts(left, moved, 1) : left), cards }
  })
}

/** As the database will have it: closed is certain, a number of one's own stays, else the stage says. */
function probabilityIn(stage: OpportunityStage, card: BoardCardData, byStage: number): number {
  const isClosed = stage === 'closed_won' || stage === 'closed_lost'
  return card.probability_manual && !isClosed ? card.probability : byStage
}

function withAmounts(column: BoardColumnData, card: BoardCardData, sign: 1 | -1): BoardColumnData {
  const amount = Number(card.amount ?? 0)
  return {
    ...column,
    count: Math.max(0, column.count + sign),
    amount: Number(column.amount) + sign * amount,
    weighted: Number(column.weighted) + (sign * amount * card.probability) / 100,
  }
}
