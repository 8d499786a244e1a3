import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
} from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useDelete, useNotify, useRedirect, useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { OrganizationRecord } from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { DeleteIcon, EditIcon } from '../../ui/icons.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'

/** Edit, or move to the trash after saying what that unlinks. */
export function OrganizationActions({ record }: { readonly record: OrganizationRecord }) {
  const translate = useTranslate()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button
        component={Link}
        to={`/organizations/${record.id}`}
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
            key: 'delete',
            label: translate('crm.action.delete'),
            icon: <DeleteIcon fontSize="small" />,
            isDestructive: true,
            onSelect: () => setAsking(true),
          },
        ]}
      />
      <TrashDialog record={record} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}

interface TrashDialogProps {
  readonly record: OrganizationRecord
  readonly isOpen: boolean
  readonly onClose: () => void
}

function TrashDialog({ record, isOpen, onClose }: TrashDialogProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const redirect = useRedirect()
  const queryClient = useQueryClient()
  const [remove, { isPending }] = useDelete<OrganizationRecord>()
  const confirm = () =>
    void remove(
      'organizations',
      { id: record.id, previousData: record },
      {
        onSuccess: () => {
          notify('crm.organization.deleted', { type: 'info' })
          void queryClient.invalidateQueries({ queryKey: ['contacts'] })
          redirect('list', 'organizations')
        },
        onError: notifyError,
      },
    )
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{translate('crm.organization.trash_title', { name: record.name })}</DialogTitle>
      <DialogContent>
        <DialogContentText variant="body2">
          {translate('crm.organization.trash_text', {
            smart_count: Number(record.nb_contacts),
            opportunities: Number(record.nb_opportunities),
          })}
        </DialogContentText>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="inherit" onClick={onClose}>
          {translate('crm.action.cancel')}
        </Button>
        <Button variant="contained" color="error" onClick={confirm} disabled={isPending}>
          {translate('crm.organization.trash_confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
