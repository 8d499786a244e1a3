import { useTranslate } from 'ra-core'
import { useNavigate } from 'react-router-dom'
import { ActionMenu } from './ActionMenu.tsx'
import { DeleteIcon, DuplicatesIcon, UploadIcon } from './icons.ts'

/** From a list to what it leaves out: files to import, likely duplicates, and the trash. */
export function LeftOutMenu({ resource }: { readonly resource: 'contacts' | 'organizations' }) {
  const translate = useTranslate()
  const navigate = useNavigate()
  return (
    <ActionMenu
      label={translate('crm.action.more')}
      actions={[
        {
          key: 'import',
          label: translate('crm.import.title'),
          icon: <UploadIcon fontSize="small" />,
          onSelect: () => navigate('/import'),
        },
        {
          key: 'duplicates',
          isReading: true,
          label: translate('crm.duplicates.title'),
          icon: <DuplicatesIcon fontSize="small" />,
          onSelect: () => navigate(`/${resource}/duplicates`),
        },
        {
          key: 'trash',
          isReading: true,
          label: translate('crm.trash.title'),
          icon: <DeleteIcon fontSize="small" />,
          onSelect: () => navigate(`/${resource}/trash`),
        },
      ]}
    />
  )
}
