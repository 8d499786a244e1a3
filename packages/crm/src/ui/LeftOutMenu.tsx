import { type Theme, useMediaQuery } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useNavigate } from 'react-router-dom'
import { ActionMenu } from './ActionMenu.tsx'
import type { Export } from './export/useExport.ts'
import { DeleteIcon, DownloadIcon, DuplicatesIcon, UploadIcon } from './icons.ts'

interface LeftOutMenuProps {
  readonly resource: 'contacts' | 'organizations'
  /** Has a button of its own where there is room for it. */
  readonly exported: Export
}

/** From a list to what it leaves out: files to import, likely duplicates, and the trash; on a phone the export too. */
export function LeftOutMenu({ resource, exported }: LeftOutMenuProps) {
  const isPhone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'))
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
        ...(isPhone && exported.percent === null
          ? [
              {
                key: 'export',
                isReading: true,
                label: translate('crm.table.export'),
                icon: <DownloadIcon fontSize="small" />,
                onSelect: () => void exported.run(),
              },
            ]
          : []),
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
