import { useListFilterContext, useTranslate } from 'ra-core'
import { useNavigate } from 'react-router-dom'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { ArchiveIcon, DeleteIcon, ForecastIcon, UploadIcon } from '../../ui/icons.ts'

/** From the list to what it leaves out: the forecast, files to import, the archive, the trash. */
export function MoreLinks() {
  const translate = useTranslate()
  const navigate = useNavigate()
  const { setFilters } = useListFilterContext()
  return (
    <ActionMenu
      label={translate('crm.action.more')}
      actions={[
        {
          key: 'forecast',
          isReading: true,
          label: translate('crm.nav.forecast'),
          icon: <ForecastIcon fontSize="small" />,
          onSelect: () => navigate('/forecast'),
        },
        {
          key: 'import',
          label: translate('crm.import.title'),
          icon: <UploadIcon fontSize="small" />,
          onSelect: () => navigate('/import'),
        },
        {
          key: 'archive',
          isReading: true,
          label: translate('crm.opportunity.archive_list'),
          icon: <ArchiveIcon fontSize="small" />,
          onSelect: () => setFilters({ archived: true }),
        },
        {
          key: 'trash',
          isReading: true,
          label: translate('crm.trash.title'),
          icon: <DeleteIcon fontSize="small" />,
          onSelect: () => navigate('/opportunities/trash'),
        },
      ]}
    />
  )
}
