import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { useNotifyError } from '../../ui/useNotifyError.ts'

/** Does something to a user, says so or what went wrong, and has the users read again. */
export function useUserAction() {
  const queryClient = useQueryClient()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [isBusy, setBusy] = useState(false)
  /** @param message catalog key; @returns what `work` answers, undefined where it failed */
  const act = async <T>(work: () => Promise<T>, message?: string): Promise<T | undefined> => {
    setBusy(true)
    try {
      const answer = await work()
      if (message) notify(message, { type: 'success' })
      return answer
    } catch (error) {
      notifyError(error)
      return undefined
    } finally {
      setBusy(false)
      await queryClient.invalidateQueries({ queryKey: ['sales'] })
    }
  }
  return { act, isBusy }
}
