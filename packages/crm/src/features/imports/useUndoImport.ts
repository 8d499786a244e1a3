import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider } from '../../providers/types.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'

/** Takes imports back, part by part, and says how much is left. */
export function useUndoImport() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [undoing, setUndoing] = useState<{ runId: number; remaining: number } | null>(null)

  const undo = async (runId: number) => {
    setUndoing({ runId, remaining: 0 })
    try {
      let kept = 0
      for (;;) {
        const part = await dataProvider.undoImport(runId)
        kept += part.kept
        setUndoing({ runId, remaining: part.remaining })
        if (part.remaining === 0) break
      }
      const message = translate('crm.import.undone')
      const about = kept === 0 ? '' : `. ${translate('crm.import.kept', { smart_count: kept })}`
      notify(`${message}${about}`, { type: kept === 0 ? 'success' : 'warning' })
    } catch (error) {
      notifyError(error)
    } finally {
      setUndoing(null)
      await queryClient.invalidateQueries()
    }
  }
  return { undo, undoing }
}
