import type { SupabaseClient } from '@supabase/supabase-js'
import type {
  BoardColumnData,
  CrmDataProvider,
  DashboardAnswer,
  Reminders,
  SearchAnswer,
  TaskGroup,
  TaskRecord,
} from '../types.ts'
import { callerOf } from './caller.ts'
import { totalsByStage } from './opportunity-verbs.ts'

type DayVerbs = Pick<
  CrmDataProvider,
  'searchEverything' | 'getOpenTasks' | 'getTasksAbout' | 'getReminders' | 'getDashboard'
>

type StoredDashboard = Omit<DashboardAnswer, 'pipeline'> & { stages: BoardColumnData[] }

/** One's day: what is to be done, what there is to be reminded of, how things stand, and what one looks for. */
export function dayVerbs(client: SupabaseClient): DayVerbs {
  const call = callerOf(client)
  return {
    searchEverything: (query, pageSize) =>
      call<SearchAnswer>('search_everything', { query, page_size: pageSize }),
    getOpenTasks: ({ bounds, ownerId, pageSize }) =>
      call<TaskGroup[]>('open_tasks', { bounds, owner_id: ownerId, page_size: pageSize }),
    getTasksAbout: (scope) => call<TaskRecord[]>('tasks_about', { scope }),
    getReminders: (bounds) => call<Reminders>('my_reminders', { bounds }),
    getDashboard: async ({ bounds, ownerId, pageSize, hotStatuses, firstMonth }) => {
      const { stages, ...figures } = await call<StoredDashboard>('dashboard', {
        bounds,
        owner_id: ownerId,
        page_size: pageSize,
        hot_statuses: hotStatuses,
        first_month: firstMonth,
      })
      return { ...figures, pipeline: { stages: totalsByStage(stages) } }
    },
  }
}
