import { describe, expect, it } from 'vitest'
import type { OpportunityRecord } from '../../../providers/types.ts'
import { applyDrag, type Column, cardAfter, nextOf } from './columns.ts'

const card = (id: number, stage = 'lead') => ({ id, stage }) as OpportunityRecord
const column = (...ids: number[]): Column => ({
  data: ids.map((id) => card(id)),
  total: ids.length,
})
const idsOf = ({ data }: Column) => data.map(({ id }) => id)

describe('cardAfter', () => {
  it('names the card that follows the place in another column', () => {
    expect(cardAfter(column(1, 2, 3).data, 9, 1)).toBe(2)
  })

  it('does not count the moved card itself', () => {
    // 1 is dropped behind 2 in its own column: 3 follows.
    expect(cardAfter(column(1, 2, 3).data, 1, 1)).toBe(3)
  })

  it('is null at the end', () => {
    expect(cardAfter(column(1, 2).data, 9, 2)).toBeNull()
  })

  it('names the first card that is not shown when dropped behind the last shown one', () => {
    const loaded = column(1, 2, 3).data
    expect(cardAfter(loaded, 9, 2)).toBe(3)
  })
})

describe('nextOf', () => {
  it('names the card that follows now, and null for the last and for strangers', () => {
    const cards = column(1, 2, 3).data
    expect([nextOf(cards, 1), nextOf(cards, 3), nextOf(cards, 9)]).toEqual([2, null, null])
  })
})

describe('applyDrag', () => {
  it('moves a card between columns, with its stage and the totals', () => {
    const drag = { id: 2, from: 'lead', to: 'proposal', index: 1 } as const
    const { source, target } = applyDrag(column(1, 2, 3), column(7, 8), drag)
    expect([idsOf(source), source.total]).toEqual([[1, 3], 2])
    expect([idsOf(target), target.total]).toEqual([[7, 2, 8], 3])
    expect(target.data[1]?.stage).toBe('proposal')
  })

  it('moves a card within its column', () => {
    const drag = { id: 1, from: 'lead', to: 'lead', index: 2 } as const
    const { source, target } = applyDrag(column(1, 2, 3), column(1, 2, 3), drag)
    expect(idsOf(target)).toEqual([2, 3, 1])
    expect(source).toBe(target)
    expect(target.total).toBe(3)
  })

  it('changes nothing for a card that is not there', () => {
    const [from, to] = [column(1), column(2)]
    const after = applyDrag(from, to, { id: 9, from: 'lead', to: 'proposal', index: 0 })
    expect(after).toEqual({ source: from, target: to })
  })
})
