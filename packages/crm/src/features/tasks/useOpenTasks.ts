import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { CrmDataProvider } from '../../providers/types.ts'
import { dueBounds } from './due-bounds.ts'

/** Open tasks by their day: one user's, or all where that is null. */
export function useOpenTasks(ownerId: number | null, pageSize: number) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  // Made once a render: at midnight the key changes, and the groups with it.
  const bounds = dueBounds()
  return useQuery({
    queryKey: ['tasks', 'open', ownerId, pageSize, bounds],
    queryFn: () => dataProvider.getOpenTasks({ bounds, ownerId, pageSize }),
  })
}

/** Makes lists of tasks, and timelines that show those that were done, read again. */
export function useRefreshTasks(): () => void {
  const queryClient = useQueryClient()
  return () => {
    for (const queryKey of [['tasks'], ['activities'], ['dashboard']]) {
      void queryClient.invalidateQueries({ queryKey })
    }
  }
}
