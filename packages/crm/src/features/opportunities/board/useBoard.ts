import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type OpportunityStage, opportunityStages } from '@valence/schema'
import { useDataProvider } from 'ra-core'
import { useMemo, useState } from 'react'
import type { CrmDataProvider } from '../../../providers/types.ts'
import type { BoardData } from './columns.ts'

export const CARDS_A_PAGE = 25

type Filter = Record<string, unknown>
type Shown = Readonly<Partial<Record<OpportunityStage, number>>>

/** Begins as react-admin's lists do, so that its writes refresh the board. */
export const BOARD_KEY = ['opportunities', 'getList', 'board'] as const

/** The board under a filter: one call for all columns, 25 cards each, and more where more were asked for. */
export function useBoard(filter: Filter) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [shown, setShown] = useState<Shown>({})
  const queryKey = useMemo(() => [...BOARD_KEY, filter, shown], [filter, shown])
  const query = useQuery<BoardData>({
    queryKey,
    queryFn: () =>
      dataProvider.getBoard({
        filter,
        cardLimit: CARDS_A_PAGE + 1,
        limits: Object.fromEntries(
          opportunityStages.flatMap((stage) => {
            const count = shown[stage]
            return count === undefined ? [] : [[stage, count + 1]]
          }),
        ),
      }),
    placeholderData: keepPreviousData,
  })
  return {
    queryKey,
    board: query.data,
    error: query.error,
    retry: query.refetch,
    shownOf: (stage: OpportunityStage) => shown[stage] ?? CARDS_A_PAGE,
    showMore: (stage: OpportunityStage) =>
      setShown((counts) => ({
        ...counts,
        [stage]: (counts[stage] ?? CARDS_A_PAGE) + CARDS_A_PAGE,
      })),
  }
}
