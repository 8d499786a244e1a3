import { Box, Typography } from '@mui/material'
import { useGetList, useTranslate } from 'ra-core'
import type { OpportunityRecord } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { noNextStepFilter } from './no-next-step.ts'

const SHOWN = 8

/** Open opportunities for which nothing is planned, the largest first. */
export function NoNextStep({ ownerId }: { readonly ownerId: number | null }) {
  const translate = useTranslate()
  const filter = noNextStepFilter(ownerId)
  const { data, total } = useGetList<OpportunityRecord>('opportunities', {
    filter,
    sort: { field: 'amount', order: 'DESC' },
    pagination: { page: 1, perPage: SHOWN },
  })
  return (
    <Panel
      title={translate('crm.task.no_next_step')}
      action={total ? <SoftChip>{String(total)}</SoftChip> : null}
    >
      {data ? null : <RowSkeleton count={4} />}
      {total === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.task.all_planned')}
        </Typography>
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {data?.map((opportunity) => (
          <Box component="li" key={opportunity.id} sx={{ minWidth: 0 }}>
            <Typography variant="body2" noWrap>
              <TextLink to={`/opportunities/${opportunity.id}/show`}>{opportunity.name}</TextLink>
            </Typography>
            <Typography variant="caption" component="div" noWrap sx={{ color: 'text.secondary' }}>
              {[opportunity.company_name, translate(`crm.stage.${opportunity.stage}`)]
                .filter(Boolean)
                .join(' · ')}
            </Typography>
          </Box>
        ))}
      </Box>
      {total !== undefined && total > SHOWN ? (
        <Box sx={{ mt: 1.25 }}>
          <TextLink to={`/opportunities?filter=${encodeURIComponent(JSON.stringify(filter))}`}>
            {translate('crm.list.show_all', { smart_count: total })}
          </TextLink>
        </Box>
      ) : null}
    </Panel>
  )
}
