import { useQueryClient } from '@tanstack/react-query'
import { type RaRecord, useDataProvider, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, MergedResource } from '../../providers/types.ts'
import { UndoToast } from '../../ui/UndoToast.tsx'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { recordName } from './record-name.ts'

/** Merges, keeps apart, takes back; each has everything read again, because a merge reaches everywhere. */
export function useMerge(resource: MergedResource) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [isMerging, setMerging] = useState(false)

  const tried = async <T,>(work: () => Promise<T>): Promise<T | null> => {
    setMerging(true)
    try {
      return await work()
    } catch (error) {
      notifyError(error)
      return null
    } finally {
      setMerging(false)
      await queryClient.invalidateQueries()
    }
  }
  const undo = (mergeId: number) =>
    tried(async () => {
      await dataProvider.undoMerge(mergeId)
      notify('crm.duplicates.undone', { type: 'success' })
    })
  const merge = async (stays: RaRecord, goes: RaRecord, chosen: Record<string, unknown>) => {
    const mergeId = await tried(() =>
      dataProvider.mergeDuplicates({
        resource,
        loserId: Number(goes.id),
        winnerId: Number(stays.id),
        chosen,
      }),
    )
    if (mergeId === null) return false
    const message = translate('crm.duplicates.merged', { name: recordName(goes) })
    notify(<UndoToast message={message} onUndo={() => void undo(mergeId)} />)
    return true
  }
  const keepApart = (ids: readonly [number, number]) =>
    tried(() => dataProvider.keepApart(resource, ids))
  return { merge, undo, keepApart, isMerging }
}
