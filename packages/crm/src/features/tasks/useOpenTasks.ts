import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { CrmDataProvider, TimelineScope } from '../../providers/types.ts'
import { dueBounds } from '../reminders/index.ts'

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

/** The open tasks about a record. */
export function useTasksAbout(scope: TimelineScope) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  return useQuery({
    queryKey: ['tasks', 'about', scope],
    queryFn: () => dataProvider.getTasksAbout(scope),
  })
}

/** Makes read again: lists of tasks, timelines with those that were done, and lists of opportunities, whose next step may be one. */
export function useRefreshTasks(): () => void {
  const queryClient = useQueryClient()
  return () => {
    for (const queryKey of [
      ['tasks'],
      ['activities'],
      ['dashboard'],
      ['opportunities', 'getList'],
    ]) {
      void queryClient.invalidateQueries({ queryKey })
    }
  }
}
