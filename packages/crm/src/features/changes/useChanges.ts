import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type {
  ChangePage,
  ChangeQuery,
  CrmDataProvider,
  RecordNames,
} from '../../providers/types.ts'
import { useNameOf } from './useNameOf.ts'

const PER_PAGE = 30

export type ChangeFilter = Omit<ChangeQuery, 'before' | 'limit'>

/** Pages of the log, each fetched by the key at which the former ended, and the names of whom their values refer to. */
export function useChanges(filter: ChangeFilter) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const query = useInfiniteQuery<
    ChangePage,
    Error,
    InfiniteData<ChangePage>,
    readonly unknown[],
    number | null
  >({
    queryKey: ['changes', filter],
    queryFn: ({ pageParam }) =>
      dataProvider.getRecordChanges({ ...filter, before: pageParam, limit: PER_PAGE }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    // Every write adds to it, whoever makes it.
    staleTime: 0,
  })
  const pages = query.data?.pages ?? []
  const names = Object.assign({}, ...pages.map((page) => page.names)) as RecordNames
  return { ...query, rows: pages.flatMap((page) => page.rows), nameOf: useNameOf(names) }
}
