import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import type { CrmDataProvider, OpportunityRecord } from '../../../providers/types.ts'
import { ActionMenu } from '../../../ui/ActionMenu.tsx'
import { EditLink } from '../../../ui/EditLink.tsx'
import { ArchiveIcon, DeleteIcon, UnarchiveIcon } from '../../../ui/icons.ts'
import { UndoToast } from '../../../ui/UndoToast.tsx'
import { useMoveToTrash } from '../../../ui/useMoveToTrash.ts'
import { useNotifyError } from '../../../ui/useNotifyError.ts'
import { useHistory } from '../../changes/index.ts'

/** Edit; archive or take back; move to the trash. */
export function OpportunityActions({ record }: { readonly record: OpportunityRecord }) {
  const translate = useTranslate()
  const history = useHistory({ resource: 'opportunities', recordId: record.id, name: record.name })
  const setArchived = useSetArchived(record)
  const moveToTrash = useMoveToTrash('opportunities', record, 'crm.opportunity.deleted')
  const isArchived = record.archived_at !== null
  return (
    <>
      <EditLink to={`/opportunities/${record.id}`} />
      <ActionMenu
        label={translate('crm.action.more')}
        actions={[
          history.action,
          {
            key: 'archive',
            label: translate(isArchived ? 'crm.action.unarchive' : 'crm.action.archive'),
            icon: isArchived ? (
              <UnarchiveIcon fontSize="small" />
            ) : (
              <ArchiveIcon fontSize="small" />
            ),
            onSelect: () => void setArchived(!isArchived),
          },
          {
            key: 'delete',
            label: translate('crm.action.delete'),
            icon: <DeleteIcon fontSize="small" />,
            isDestructive: true,
            onSelect: moveToTrash,
          },
        ]}
      />
      {history.dialog}
    </>
  )
}

function useSetArchived(record: OpportunityRecord): (isArchived: boolean) => Promise<void> {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()

  const write = async (from: string | null, to: string | null): Promise<boolean> => {
    try {
      await dataProvider.update<OpportunityRecord>('opportunities', {
        id: record.id,
        data: { archived_at: to },
        previousData: { ...record, archived_at: from },
      })
      return true
    } catch (error) {
      notifyError(error)
      return false
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['opportunities'] })
    }
  }
  return async (isArchived) => {
    const former = record.archived_at
    const next = isArchived ? new Date().toISOString() : null
    if (!(await write(former, next))) return
    const message = translate(
      isArchived ? 'crm.opportunity.archived' : 'crm.opportunity.unarchived',
    )
    notify(<UndoToast message={message} onUndo={() => void write(next, former)} />)
  }
}
