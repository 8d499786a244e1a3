import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { OpportunityStage } from '@valence/schema'
import { useDataProvider } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, OpportunityRecord } from '../../../providers/types.ts'
import type { Column } from './columns.ts'

export const CARDS_A_PAGE = 25

type Filter = Readonly<Record<string, unknown>>

/** The cache key of all pages of a column. It begins as react-admin's lists do, so that its writes refresh the board. */
export function columnKey(stage: OpportunityStage, filter: Filter): readonly unknown[] {
  return ['opportunities', 'getList', 'board', stage, filter]
}

/**
 * The cards of one stage, 25 at a time.
 * @param isEnabled false while the column is out of sight, so that nothing is read for it
 */
export function useColumn(stage: OpportunityStage, filter: Filter, isEnabled: boolean) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [shown, setShown] = useState(CARDS_A_PAGE)
  const query = useQuery<Column>({
    queryKey: [...columnKey(stage, filter), shown],
    queryFn: () =>
      dataProvider.getList<OpportunityRecord>('opportunities', {
        filter: { ...filter, stage },
        sort: { field: 'index', order: 'ASC' },
        pagination: { page: 1, perPage: shown + 1 },
      }),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
  })
  return {
    cards: query.data?.data.slice(0, shown) ?? [],
    isPending: query.isPending,
    error: query.error,
    hasMore: (query.data?.data.length ?? 0) > shown,
    showMore: () => setShown((count) => count + CARDS_A_PAGE),
    retry: query.refetch,
  }
}
