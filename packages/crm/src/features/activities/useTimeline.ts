import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type {
  CrmDataProvider,
  TimelineCursor,
  TimelinePage,
  TimelineQuery,
} from '../../providers/types.ts'

/** The pages of a timeline, each fetched by the key at which the former ended. */
export function useTimeline({ scope, kinds, limit }: Omit<TimelineQuery, 'after'>) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  return useInfiniteQuery<
    TimelinePage,
    Error,
    InfiniteData<TimelinePage>,
    readonly unknown[],
    TimelineCursor | null
  >({
    queryKey: ['activities', 'timeline', scope, kinds, limit],
    queryFn: ({ pageParam }) => dataProvider.getTimeline({ scope, kinds, after: pageParam, limit }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
  })
}

/** Makes what is on screen read again after a write: timelines, and what a follow-up adds to. */
export function useRefreshTimelines(): () => Promise<void> {
  const queryClient = useQueryClient()
  return async () => {
    await Promise.all(
      [['activities'], ['tasks'], ['dashboard'], ['opportunities', 'getOne']].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    )
  }
}
