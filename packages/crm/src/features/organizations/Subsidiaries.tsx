import { Box } from '@mui/material'
import { useGetManyReference, useTranslate } from 'ra-core'
import type { OrganizationRecord } from '../../providers/types.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PersonRow } from '../../ui/PersonRow.tsx'

/** The organizations directly below this one; nothing where there is none. */
export function Subsidiaries({ parentId }: { readonly parentId: number }) {
  const translate = useTranslate()
  const { data = [] } = useGetManyReference<OrganizationRecord>('organizations', {
    target: 'parent_company_id',
    id: parentId,
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: 50 },
  })
  if (data.length === 0) return null
  return (
    <Panel title={translate('crm.panel.subsidiaries')}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
        {data.map((organization) => (
          <PersonRow
            key={organization.id}
            to={`/organizations/${organization.id}/show`}
            avatar={
              <InitialsAvatar
                name={organization.name}
                src={organization.logo?.src}
                shape="organization"
              />
            }
            name={organization.name}
            detail={organization.city}
          />
        ))}
      </Box>
    </Panel>
  )
}
