import { Button } from '@mui/material'
import { useDelete, useNotify, useRedirect, useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { ContactLink, ContactRecord } from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { download } from '../../ui/download.ts'
import { DeleteIcon, DownloadIcon, EditIcon } from '../../ui/icons.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { contactName } from '../references/index.ts'
import { toVcard } from './vcard.ts'

interface ContactActionsProps {
  readonly record: ContactRecord
  readonly organizations: readonly ContactLink[]
}

/** Edit, take along as a vCard, or move to the trash. */
export function ContactActions({ record, organizations }: ContactActionsProps) {
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
  const saveVcard = () => {
    const names = organizations.flatMap((link) => (link.is_current ? link.name : []))
    download(`${contactName(record) || record.id}.vcf`, toVcard(record, names), 'text/vcard')
  }
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
            key: 'vcard',
            label: translate('crm.contact.vcard'),
            icon: <DownloadIcon fontSize="small" />,
            onSelect: saveVcard,
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
