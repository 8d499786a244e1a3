import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ContactOverview } from '../../providers/types.ts'
import { AddLink } from '../../ui/AddLink.tsx'
import { OpportunityLine } from '../../ui/OpportunityLine.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useMoney } from '../settings/index.ts'

interface ContactOpportunitiesProps {
  readonly contactId: number
  /** undefined while they are read. */
  readonly opportunities: ContactOverview['opportunities'] | undefined
}

/** The opportunities that a person takes part in, with their role. */
export function ContactOpportunities({ contactId, opportunities }: ContactOpportunitiesProps) {
  const translate = useTranslate()
  const money = useMoney()
  return (
    <Panel
      title={translate('resources.opportunities.name', { smart_count: 2 })}
      action={<AddLink to={`/opportunities/create?contact=${contactId}`} />}
    >
      {opportunities?.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.contact.no_opportunities')}
        </Typography>
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.5 }}>
        {opportunities?.map((opportunity) => (
          <OpportunityLine
            key={opportunity.id}
            to={`/opportunities/${opportunity.id}/show`}
            name={opportunity.name}
            amount={money(opportunity.amount, true)}
            stage={[
              translate(`crm.stage.${opportunity.stage}`),
              opportunity.role ? translate(`crm.contact_role.${opportunity.role}`) : null,
            ]
              .filter(Boolean)
              .join(' · ')}
            colour={`var(--v-stage-${opportunity.stage})`}
          />
        ))}
      </Box>
    </Panel>
  )
}
