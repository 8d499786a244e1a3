import type { OpportunityStage } from '@valence/schema'
import { type ReactNode, useState } from 'react'
import type { BulkChange, BulkEdit } from '../../providers/types.ts'
import { LostReasonDialog } from './LostReasonDialog.tsx'
import { useBulkEdit } from './useBulkEdit.tsx'

type Target = { readonly ids: readonly number[] } | { readonly filter: Record<string, unknown> }

/**
 * Puts opportunities into a stage, with one undo. Asks why when they are lost, and leaves them where they are when no one
 * says why; `dialog` has to be on the page for that.
 */
export function useChangeStage(onDone?: () => void) {
  const { edit, isBusy } = useBulkEdit()
  const [waiting, setWaiting] = useState<Target | null>(null)

  const write = async (target: Target, set: BulkChange) => {
    const edits: BulkEdit = { ...target, set }
    if (await edit([edits])) onDone?.()
  }
  const changeStage = (target: Target, stage: OpportunityStage) => {
    if (stage === 'closed_lost') setWaiting(target)
    else void write(target, { stage })
  }
  const dialog: ReactNode = (
    <LostReasonDialog
      isOpen={waiting !== null}
      onConfirm={(lost_reason) => {
        if (waiting) void write(waiting, { stage: 'closed_lost', lost_reason })
        setWaiting(null)
      }}
      onCancel={() => setWaiting(null)}
    />
  )
  return { changeStage, isBusy, dialog }
}
