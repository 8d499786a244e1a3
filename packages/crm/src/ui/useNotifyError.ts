import { useNotify } from 'ra-core'
import { useCallback } from 'react'

/** Shows what went wrong. Errors of the provider are worded for people already. */
export function useNotifyError(): (error: unknown) => void {
  const notify = useNotify()
  return useCallback(
    (error) => {
      const message = error instanceof Error ? error.message : 'crm.error.unknown'
      notify(message, { type: 'error', autoHideDuration: 8000 })
    },
    [notify],
  )
}
