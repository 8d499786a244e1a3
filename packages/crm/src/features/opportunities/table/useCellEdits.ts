import type { OpportunityStage } from '@valence/schema'
import type { BulkChange, OpportunityRecord } from '../../../providers/types.ts'
import { useBulkEdit } from '../useBulkEdit.tsx'
import { useChangeStage } from '../useChangeStage.tsx'
import { useInlineEdit } from './useInlineEdit.tsx'

/** The three ways in which a cell is written; each offers an undo. */
export function useCellEdits() {
  const inline = useInlineEdit()
  const { edit } = useBulkEdit()
  const { changeStage, dialog } = useChangeStage()
  return {
    dialog,
    save: (row: OpportunityRecord, change: Partial<OpportunityRecord>) => void inline(row, change),
    bulk: (row: OpportunityRecord, set: BulkChange) => void edit([{ ids: [row.id], set }]),
    move: (row: OpportunityRecord, stage: string) =>
      changeStage({ ids: [row.id] }, stage as OpportunityStage),
  }
}
