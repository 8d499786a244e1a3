import { useDataProvider, useGetManyAggregate } from 'ra-core'
import type {
  CrmDataProvider,
  OrganizationRecord,
  TrashedOpportunity,
} from '../../../providers/types.ts'
import { TrashPage } from '../../../ui/TrashPage.tsx'
import { useMoney } from '../../settings/index.ts'
import { useUserName } from '../../users/index.ts'
import { StageChip } from '../StageChip.tsx'

/** Deleted opportunities. */
export function OpportunityTrash() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  return (
    <TrashPage<TrashedOpportunity>
      resource="opportunities"
      backLabel="crm.trash.back_to_opportunities"
      emptyHint="crm.trash.empty_hint"
      read={(page) => dataProvider.getTrashedOpportunities(page)}
      restore={(id) => dataProvider.restoreOpportunities([id])}
      nameOf={(row) => row.name}
      Detail={Detail}
      Mark={Stage}
    />
  )
}

function Detail({ row }: { readonly row: TrashedOpportunity }) {
  const money = useMoney()
  const userName = useUserName()
  const organization = row.customer_organization_id
  // The rows of a page ask together.
  const { data } = useGetManyAggregate<OrganizationRecord>('organizations', {
    ids: organization === null ? [] : [organization],
  })
  return [data?.[0]?.name, money(row.amount), userName(row.sales_id)].filter(Boolean).join(' · ')
}

function Stage({ row }: { readonly row: TrashedOpportunity }) {
  return <StageChip stage={row.stage} />
}
