import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, TagAnswer, TagChange } from '../../providers/types.ts'
import { UndoToast } from '../../ui/UndoToast.tsx'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { useTags } from './useTags.ts'

/** Long enough to read a list again and change one's mind. */
const TOAST_MS = 10_000

/** Gives records a tag or takes it from them: `change` with a toast that undoes it, `write` without. */
export function useTagRecords() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const tags = useTags()
  const [isBusy, setBusy] = useState(false)

  /** @returns what was changed; null where it failed, which is shown */
  const write = async (change: TagChange): Promise<TagAnswer | null> => {
    setBusy(true)
    try {
      return await dataProvider.tagRecords(change)
    } catch (error) {
      notifyError(error)
      return null
    } finally {
      setBusy(false)
      await queryClient.invalidateQueries({ queryKey: [change.resource] })
      await queryClient.invalidateQueries({ queryKey: ['tags', 'uses'] })
    }
  }

  /** @returns whether it was written */
  const change = async (asked: TagChange, tagName?: string): Promise<boolean> => {
    const done = await write(asked)
    if (!done) return false
    const { resource, tagId, isAdded } = asked
    const name = tagName ?? tags.find((tag) => tag.id === tagId)?.name ?? ''
    const message = translate(isAdded ? 'crm.tag.added' : 'crm.tag.removed', {
      smart_count: done.count,
      name,
    })
    const undo = () => void write({ resource, tagId, isAdded: !isAdded, ids: done.ids })
    notify(<UndoToast message={message} onUndo={undo} />, { autoHideDuration: TOAST_MS })
    return true
  }
  return { change, write, isBusy }
}
