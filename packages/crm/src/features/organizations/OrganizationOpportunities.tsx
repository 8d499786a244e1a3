import { Box, Button, Typography } from '@mui/material'
import { useGetManyReference, useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { OpportunityRecord } from '../../providers/types.ts'
import { AddLink } from '../../ui/AddLink.tsx'
import { OpportunityLine } from '../../ui/OpportunityLine.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useMoney } from '../settings/index.ts'

const SHOWN = 10

/** The organization's opportunities as their customer, the latest first. */
export function OrganizationOpportunities({ organizationId }: { readonly organizationId: number }) {
  const translate = useTranslate()
  const money = useMoney()
  const {
    data = [],
    total = 0,
    isPending,
  } = useGetManyReference<OpportunityRecord>('opportunities', {
    target: 'customer_organization_id',
    id: organizationId,
    filter: { archived: 'any' },
    sort: { field: 'created_at', order: 'DESC' },
    pagination: { page: 1, perPage: SHOWN },
  })
  const listLink = `/opportunities?filter=${encodeURIComponent(
    JSON.stringify({ customer_organization_id: organizationId }),
  )}`
  return (
    <Panel
      title={translate('resources.opportunities.name', { smart_count: 2 })}
      action={<AddLink to={`/opportunities/create?organization=${organizationId}`} />}
    >
      {!isPending && data.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.organization.no_opportunities')}
        </Typography>
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.25 }}>
        {data.map((opportunity) => (
          <OpportunityLine
            key={opportunity.id}
            to={`/opportunities/${opportunity.id}/show`}
            name={opportunity.name}
            amount={money(opportunity.amount, true)}
            stage={translate(`crm.stage.${opportunity.stage}`)}
            colour={`var(--v-stage-${opportunity.stage})`}
          />
        ))}
      </Box>
      {total > SHOWN ? (
        <Button fullWidth size="small" component={Link} to={listLink}>
          {translate('crm.list.show_all', { smart_count: total })}
        </Button>
      ) : null}
    </Panel>
  )
}
