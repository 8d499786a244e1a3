import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { BulkEdit, CrmDataProvider } from '../../providers/types.ts'
import { UndoToast } from '../../ui/UndoToast.tsx'
import { useNotifyError } from '../../ui/useNotifyError.ts'

/** Long enough to read a list again and change one's mind. */
const TOAST_MS = 10_000

/** Where a change of an opportunity shows; the timeline tells of its stages. */
const SHOWN_IN = ['opportunities', 'opportunity_stage_history', 'activities']

/** Changes one opportunity or thousands with one call, and offers one undo for all of them. */
export function useBulkEdit() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [isBusy, setBusy] = useState(false)

  const write = async (edits: readonly BulkEdit[]) => {
    setBusy(true)
    try {
      return await dataProvider.bulkUpdateOpportunities(edits)
    } catch (error) {
      notifyError(error)
      return null
    } finally {
      setBusy(false)
      await Promise.all(
        SHOWN_IN.map((resource) => queryClient.invalidateQueries({ queryKey: [resource] })),
      )
    }
  }

  /** @returns whether it was written */
  const edit = async (edits: readonly BulkEdit[]): Promise<boolean> => {
    const done = await write(edits)
    if (!done) return false
    const message = translate('crm.opportunity.changed', { smart_count: done.count })
    notify(<UndoToast message={message} onUndo={() => void write(done.former)} />, {
      autoHideDuration: TOAST_MS,
    })
    return true
  }
  return { edit, isBusy }
}
