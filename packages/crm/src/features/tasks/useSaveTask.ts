import type { Task } from '@valence/schema'
import { useDataProvider, useNotify } from 'ra-core'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { taskColumns } from './task-values.ts'
import { useRefreshTasks } from './useOpenTasks.ts'

/** Saves what the form of a task says; null is a new one. */
export function useSaveTask(
  task: Task | null,
  onSaved: (columns: Record<string, unknown>) => void,
) {
  const dataProvider = useDataProvider()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshTasks()
  return async (values: Record<string, unknown>) => {
    const data = taskColumns(values, task)
    try {
      if (task) await dataProvider.update('tasks', { id: task.id, data, previousData: task })
      else await dataProvider.create('tasks', { data })
      notify(task ? 'ra.notification.updated' : 'crm.task.added', {
        type: 'success',
        messageArgs: { smart_count: 1 },
      })
      onSaved(data)
      refresh()
    } catch (error) {
      notifyError(error)
    }
  }
}
