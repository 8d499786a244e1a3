import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { CrmDataProvider } from '../../providers/types.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'

/** Says that mentions of the signed-in user were seen, so that they are not reminded of them again. */
export function useSeeMentions() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const notifyError = useNotifyError()
  return async (ids: readonly number[] | 'all') => {
    try {
      await dataProvider.seeMentions(ids)
      await queryClient.invalidateQueries({ queryKey: ['tasks', 'reminders'] })
    } catch (error) {
      notifyError(error)
    }
  }
}
