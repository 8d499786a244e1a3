import { Button } from '@mui/material'
import { useDelete, useNotify, useRedirect, useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { ContactRecord } from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { DeleteIcon, EditIcon } from '../../ui/icons.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'

/** Edit, or move to the trash. */
export function ContactActions({ record }: { readonly record: ContactRecord }) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const redirect = useRedirect()
  const [remove] = useDelete<ContactRecord>()
  const moveToTrash = () =>
    void remove(
      'contacts',
      { id: record.id, previousData: record },
      {
        mutationMode: 'undoable',
        onSuccess: () => {
          notify('crm.contact.deleted', { undoable: true })
          redirect('list', 'contacts')
        },
        onError: notifyError,
      },
    )
  return (
    <>
      <Button
        component={Link}
        to={`/contacts/${record.id}`}
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
            onSelect: moveToTrash,
          },
        ]}
      />
    </>
  )
}
