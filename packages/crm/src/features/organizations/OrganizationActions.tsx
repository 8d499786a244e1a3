import { Button } from '@mui/material'
import { useDataProvider, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, OrganizationRecord } from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { EditLink } from '../../ui/EditLink.tsx'
import { DeleteIcon, RestoreIcon } from '../../ui/icons.ts'
import { useRestore } from '../../ui/TrashPage.tsx'
import { useHistory } from '../changes/index.ts'
import { TrashDialog } from './TrashDialog.tsx'

/** Edit, or move to the trash after saying what that unlinks. */
export function OrganizationActions({ record }: { readonly record: OrganizationRecord }) {
  const translate = useTranslate()
  const history = useHistory({ resource: 'organizations', recordId: record.id, name: record.name })
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <EditLink to={`/organizations/${record.id}`} />
      <ActionMenu
        label={translate('crm.action.more')}
        actions={[
          history.action,
          {
            key: 'delete',
            label: translate('crm.action.delete'),
            icon: <DeleteIcon fontSize="small" />,
            isDestructive: true,
            onSelect: () => setAsking(true),
          },
        ]}
      />
      {history.dialog}
      <TrashDialog record={record} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}

/** Takes the organization out of the trash, with its people. */
export function RestoreOrganization({ record }: { readonly record: OrganizationRecord }) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { run, isRunning } = useRestore('organizations', () =>
    dataProvider.restore('organizations', [record.id]),
  )
  return (
    <Button
      variant="outlined"
      startIcon={<RestoreIcon />}
      disabled={isRunning}
      onClick={() => void run()}
    >
      {translate('crm.trash.restore')}
    </Button>
  )
}
