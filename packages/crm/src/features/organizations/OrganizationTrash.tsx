import { useDataProvider, useTranslate } from 'ra-core'
import type { CrmDataProvider, OrganizationRecord } from '../../providers/types.ts'
import { TrashPage } from '../../ui/TrashPage.tsx'
import { useUserName } from '../users/index.ts'
import { TypeChip } from './TypeChip.tsx'

/** Deleted organizations; they come back with the people that were theirs. */
export function OrganizationTrash() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  return (
    <TrashPage<OrganizationRecord>
      resource="organizations"
      backLabel="crm.trash.back_to_organizations"
      emptyHint="crm.trash.empty_organizations"
      read={(pagination) =>
        dataProvider.getList<OrganizationRecord>('organizations', {
          filter: { trashed: true },
          sort: { field: 'deleted_at', order: 'DESC' },
          pagination,
        })
      }
      restore={(id) => dataProvider.restore('organizations', [id])}
      nameOf={(row) => row.name}
      Detail={Detail}
      Mark={Type}
    />
  )
}

function Detail({ row }: { readonly row: OrganizationRecord }) {
  const translate = useTranslate()
  const userName = useUserName()
  const opportunities = translate('crm.organization.opportunity_count', {
    smart_count: Number(row.nb_opportunities),
  })
  return [row.city, opportunities, userName(row.sales_id)].filter(Boolean).join(' · ')
}

function Type({ row }: { readonly row: OrganizationRecord }) {
  return <TypeChip type={row.organization_type} />
}
