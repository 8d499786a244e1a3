import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type {
  CrmDataProvider,
  TimelineCursor,
  TimelinePage,
  TimelineScope,
} from '../../providers/types.ts'

/** The pages of a timeline, each fetched by the key at which the former ended. */
export function useTimeline(scope: TimelineScope, pageSize: number) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  return useInfiniteQuery<
    TimelinePage,
    Error,
    InfiniteData<TimelinePage>,
    readonly unknown[],
    TimelineCursor | null
  >({
    queryKey: ['activities', 'timeline', scope, pageSize],
    queryFn: ({ pageParam }) =>
      dataProvider.getTimeline({ scope, after: pageParam, limit: pageSize }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
  })
}

/** Makes every timeline on screen read again, after a write. */
export function useRefreshTimelines(): () => Promise<void> {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: ['activities', 'timeline'] })
}
