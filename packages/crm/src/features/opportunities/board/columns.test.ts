import { type OpportunityStage, stageProbability } from '@valence/schema'
import { describe, expect, it } from 'vitest'
import type { BoardCardData, BoardColumnData } from '../../../providers/types.ts'
import { applyDrag, cardAfter, cardsOf, detailsOf, nextOf } from './columns.ts'

const card = (id: number, stage: OpportunityStage = 'lead') =>
  ({
    id,
    stage,
    amount: 100,
    probability: 10,
    probability_manual: false,
    lost_reason: null,
    actual_close_date: null,
  }) as BoardCardData

const column = (stage: OpportunityStage, ...ids: number[]): BoardColumnData => ({
  stage,
  count: ids.length,
  amount: 100 * ids.length,
  weighted: 10 * ids.length,
  cards: ids.map((id) => card(id, stage)),
})
const idsIn = (board: readonly BoardColumnData[], stage: OpportunityStage) =>
  cardsOf(board, stage).map(({ id }) => id)

describe('cardAfter', () => {
  it('names the card that follows the place in another column', () => {
    expect(cardAfter(column('lead', 1, 2, 3).cards, 9, 1)).toBe(2)
  })

  it('does not count the moved card itself', () => {
    // 1 is dropped behind 2 in its own column: 3 follows.
    expect(cardAfter(column('lead', 1, 2, 3).cards, 1, 1)).toBe(3)
  })

  it('is null at the end', () => {
    expect(cardAfter(column('lead', 1, 2).cards, 9, 2)).toBeNull()
  })

  it('names the first card that is not shown when dropped behind the last shown one', () => {
    const loaded = column('lead', 1, 2, 3).cards
    expect(cardAfter(loaded, 9, 2)).toBe(3)
  })
})

describe('nextOf', () => {
  it('names the card that follows now, and null for the last and for strangers', () => {
    const { cards } = column('lead', 1, 2, 3)
    expect([nextOf(cards, 1), nextOf(cards, 3), nextOf(cards, 9)]).toEqual([2, null, null])
  })
})

describe('applyDrag', () => {
  const board = [column('lead', 1, 2, 3), column('proposal', 7, 8), column('closed_won')]

  it('moves a card between columns, with its stage', () => {
    const after = applyDrag(
      board,
      { id: 2, from: 'lead', to: 'proposal', index: 1 },
      stageProbability,
    )
    expect([idsIn(after, 'lead'), idsIn(after, 'proposal')]).toEqual([
      [1, 3],
      [7, 2, 8],
    ])
    expect(cardsOf(after, 'proposal')[1]?.stage).toBe('proposal')
  })

  it('moves count and sums with it, weighted by the new stage', () => {
    const after = applyDrag(
      board,
      { id: 2, from: 'lead', to: 'proposal', index: 0 },
      stageProbability,
    )
    expect(after[0]).toMatchObject({ count: 2, amount: 200, weighted: 20 })
    expect(after[1]).toMatchObject({ count: 3, amount: 300, weighted: 20 + 60 })
  })

  it('keeps a probability of its own, except in a closed stage', () => {
    const own = [{ ...column('lead'), cards: [{ ...card(1), probability_manual: true }] }, ...board]
    const open = applyDrag(own, { id: 1, from: 'lead', to: 'proposal', index: 0 }, stageProbability)
    const won = applyDrag(
      own,
      { id: 1, from: 'lead', to: 'closed_won', index: 0 },
      stageProbability,
    )
    expect(cardsOf(open, 'proposal')[0]?.probability).toBe(10)
    expect(cardsOf(won, 'closed_won')[0]?.probability).toBe(100)
  })

  it('moves a card within its column and leaves the sums', () => {
    const after = applyDrag(board, { id: 1, from: 'lead', to: 'lead', index: 2 }, stageProbability)
    expect(idsIn(after, 'lead')).toEqual([2, 3, 1])
    expect(after[0]).toMatchObject({ count: 3, amount: 300, weighted: 30 })
  })

  it('changes nothing for a card that is not there', () => {
    expect(
      applyDrag(board, { id: 9, from: 'lead', to: 'proposal', index: 0 }, stageProbability),
    ).toEqual(board)
  })
})

describe('detailsOf', () => {
  it('names a probability only where it was set by hand', () => {
    expect(detailsOf(card(1))).toEqual({ lost_reason: null, actual_close_date: null })
    expect(detailsOf({ ...card(1), probability_manual: true })).toMatchObject({ probability: 10 })
  })
})
