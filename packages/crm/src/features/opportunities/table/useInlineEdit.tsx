import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import type { CrmDataProvider, OpportunityRecord } from '../../../providers/types.ts'
import { UndoToast } from '../../../ui/UndoToast.tsx'
import { useNotifyError } from '../../../ui/useNotifyError.ts'

const TOAST_MS = 7000

type Change = Partial<OpportunityRecord>

/** Writes one field of one row, shows it at once, and offers to take it back. */
export function useInlineEdit(): (record: OpportunityRecord, change: Change) => Promise<void> {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()

  const write = async (record: OpportunityRecord, change: Change): Promise<boolean> => {
    try {
      await dataProvider.update<OpportunityRecord>('opportunities', {
        id: record.id,
        data: { ...record, ...change },
        previousData: record,
      })
      return true
    } catch (error) {
      notifyError(error)
      return false
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['opportunities'] })
    }
  }
  return async (record, change) => {
    if (!(await write(record, change))) return
    const message = translate('crm.opportunity.changed', { smart_count: 1 })
    const undo = () => void write({ ...record, ...change }, record)
    notify(<UndoToast message={message} onUndo={undo} />, { autoHideDuration: TOAST_MS })
  }
}
