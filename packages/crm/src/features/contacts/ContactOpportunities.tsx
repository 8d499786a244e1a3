import { Box, Button, Typography } from '@mui/material'
import type { OpportunityContact } from '@valence/schema'
import { useGetMany, useGetManyReference, useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { OpportunityRecord } from '../../providers/types.ts'
import { AddIcon } from '../../ui/icons.ts'
import { OpportunityLine } from '../../ui/OpportunityLine.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useMoney } from '../settings/index.ts'

/** The opportunities that a person takes part in. */
export function ContactOpportunities({ contactId }: { readonly contactId: number }) {
  const translate = useTranslate()
  const money = useMoney()
  const { data: links = [], isPending } = useGetManyReference<OpportunityContact>(
    'opportunity_contacts',
    {
      target: 'contact_id',
      id: contactId,
      pagination: { page: 1, perPage: 50 },
      sort: { field: 'id', order: 'DESC' },
    },
  )
  const { data = [] } = useGetMany<OpportunityRecord>('opportunities', {
    ids: links.map((link) => link.opportunity_id),
  })
  const opportunities = data.filter((opportunity) => opportunity !== undefined)
  return (
    <Panel
      title={translate('resources.opportunities.name', { smart_count: 2 })}
      action={
        <Button
          size="small"
          component={Link}
          to={`/opportunities/create?contact=${contactId}`}
          startIcon={<AddIcon />}
        >
          {translate('crm.action.add')}
        </Button>
      }
    >
      {!isPending && links.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.contact.no_opportunities')}
        </Typography>
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.5 }}>
        {opportunities.map((opportunity) => (
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
    </Panel>
  )
}
