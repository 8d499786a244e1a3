import { Button } from '@mui/material'
import { useDelete, useNotify, useRedirect, useTranslate, useUpdate } from 'ra-core'
import { Link } from 'react-router-dom'
import { type OpportunityRecord, WITH_CHILDREN } from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { ArchiveIcon, DeleteIcon, EditIcon, UnarchiveIcon } from '../../ui/icons.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'

/** Edit; archive or take back; move to the trash. */
export function OpportunityActions({ record }: { readonly record: OpportunityRecord }) {
  const translate = useTranslate()
  const setArchived = useSetArchived(record)
  const moveToTrash = useMoveToTrash(record)
  const isArchived = record.archived_at !== null
  return (
    <>
      <Button
        component={Link}
        to={`/opportunities/${record.id}`}
        variant="outlined"
        color="inherit"
        startIcon={<EditIcon />}
      >
        {translate('crm.action.edit')}
      </Button>
      <ActionMenu
        label={translate('crm.action.more')}
        actions={[
          {
            key: 'archive',
            label: translate(isArchived ? 'crm.action.unarchive' : 'crm.action.archive'),
            icon: isArchived ? (
              <UnarchiveIcon fontSize="small" />
            ) : (
              <ArchiveIcon fontSize="small" />
            ),
            onSelect: () => setArchived(!isArchived),
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
    </>
  )
}

function useSetArchived(record: OpportunityRecord): (isArchived: boolean) => void {
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [update] = useUpdate<OpportunityRecord>()
  return (isArchived) =>
    void update(
      'opportunities',
      {
        id: record.id,
        data: { ...record, archived_at: isArchived ? new Date().toISOString() : null },
        previousData: record,
        meta: WITH_CHILDREN,
      },
      {
        onSuccess: () =>
          notify(isArchived ? 'crm.opportunity.archived' : 'crm.opportunity.unarchived', {
            type: 'success',
          }),
        onError: notifyError,
      },
    )
}

function useMoveToTrash(record: OpportunityRecord): () => void {
  const notify = useNotify()
  const notifyError = useNotifyError()
  const redirect = useRedirect()
  const [remove] = useDelete<OpportunityRecord>()
  return () =>
    void remove(
      'opportunities',
      { id: record.id, previousData: record },
      {
        mutationMode: 'undoable',
        onSuccess: () => {
          notify('crm.opportunity.deleted', { undoable: true })
          redirect('list', 'opportunities')
        },
        onError: notifyError,
      },
    )
}
