import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { type Identifier, useDataProvider } from 'ra-core'
import type { ChangePage, ChangeQuery, CrmDataProvider } from '../../providers/types.ts'
import type { NameOf } from '../fields/index.ts'
import { useTags } from '../tags/index.ts'
import { useUserName } from '../users/index.ts'

const PER_PAGE = 30

export type ChangeFilter = Omit<ChangeQuery, 'before' | 'limit'>

/** Pages of the log, each fetched by the key at which the former ended, and the names of whom their values refer to. */
export function useChanges(filter: ChangeFilter) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const userName = useUserName()
  const tags = useTags()
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
  const names = Object.assign({}, ...pages.map((page) => page.names)) as ChangePage['names']
  const nameOf: NameOf = (resource: string, id: Identifier) => {
    if (resource === 'sales') return userName(Number(id)) || undefined
    if (resource === 'tags') return tags.find((tag) => tag.id === Number(id))?.name
    return names[`${resource}:${id}`]
  }
  return { ...query, rows: pages.flatMap((page) => page.rows), nameOf }
}
