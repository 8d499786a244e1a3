import { useTranslate } from 'ra-core'
import { useNavigate } from 'react-router-dom'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { DeleteIcon, DuplicatesIcon } from '../../ui/icons.ts'

/** From the list to what it leaves out. */
export function MoreLinks() {
  const translate = useTranslate()
  const navigate = useNavigate()
  return (
    <ActionMenu
      label={translate('crm.action.more')}
      actions={[
        {
          key: 'duplicates',
          label: translate('crm.duplicates.title'),
          icon: <DuplicatesIcon fontSize="small" />,
          onSelect: () => navigate('/organizations/duplicates'),
        },
        {
          key: 'trash',
          label: translate('crm.trash.title'),
          icon: <DeleteIcon fontSize="small" />,
          onSelect: () => navigate('/organizations/trash'),
        },
      ]}
    />
  )
}
