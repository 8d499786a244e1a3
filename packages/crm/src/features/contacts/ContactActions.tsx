import { useTranslate } from 'ra-core'
import type { ContactLink, ContactRecord } from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { download } from '../../ui/download.ts'
import { EditLink } from '../../ui/EditLink.tsx'
import { DeleteIcon, DownloadIcon } from '../../ui/icons.ts'
import { useMoveToTrash } from '../../ui/useMoveToTrash.ts'
import { useHistory } from '../changes/index.ts'
import { contactName } from '../references/index.ts'
import { toVcard } from './vcard.ts'

interface ContactActionsProps {
  readonly record: ContactRecord
  readonly organizations: readonly ContactLink[]
}

/** Edit, take along as a vCard, or move to the trash. */
export function ContactActions({ record, organizations }: ContactActionsProps) {
  const translate = useTranslate()
  const history = useHistory({
    resource: 'contacts',
    recordId: record.id,
    name: contactName(record),
  })
  const moveToTrash = useMoveToTrash('contacts', record, 'crm.contact.deleted')
  const saveVcard = () => {
    const names = organizations.flatMap((link) => (link.is_current ? link.name : []))
    download(`${contactName(record) || record.id}.vcf`, toVcard(record, names), 'text/vcard')
  }
  return (
    <>
      <EditLink to={`/contacts/${record.id}`} />
      <ActionMenu
        label={translate('crm.action.more')}
        actions={[
          history.action,
          {
            key: 'vcard',
            isReading: true,
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
      {history.dialog}
    </>
  )
}
