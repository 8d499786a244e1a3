import { Box, Skeleton, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { OpportunityOverview, OpportunityRecord } from '../../../providers/types.ts'
import { dayOfMoment } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { useUserName } from '../../users/index.ts'
import { StageChip } from '../StageChip.tsx'
import { type StagePeriod, stagePeriods } from './stage-periods.ts'

interface StageHistoryProps {
  readonly record: OpportunityRecord
  /** undefined until it is there. */
  readonly overview: OpportunityOverview | undefined
}

/**
 * The stages an opportunity has been in, and for how long. The stage is that of the overview: a record just moved is ahead
 * of the moves until these are read again.
 */
export function StageHistory({ record, overview }: StageHistoryProps) {
  const translate = useTranslate()
  const periods = stagePeriods(
    { stage: overview?.stage ?? record.stage, created_at: record.created_at },
    (overview?.moves ?? []).toReversed(),
    new Date().toISOString(),
  )
  return (
    <Panel title={translate('crm.panel.stage_history')}>
      {overview === undefined ? (
        <Skeleton height={48} />
      ) : (
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
          {periods.map((period) => (
            <Period key={`${period.stage} ${period.from}`} period={period} />
          ))}
        </Box>
      )}
    </Panel>
  )
}

function Period({ period }: { readonly period: StagePeriod }) {
  const translate = useTranslate()
  const userName = useUserName()
  const { shortDay, moment } = useLocalFormat()
  const span = period.to
    ? `${shortDay(dayOfMoment(period.from))} – ${shortDay(dayOfMoment(period.to))}`
    : translate('crm.opportunity.since', { day: shortDay(dayOfMoment(period.from)) })
  const detail = [span, userName(period.movedBy)].filter(Boolean).join(' · ')
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <StageChip stage={period.stage} />
        <Typography
          variant="caption"
          component="div"
          title={moment(period.from)}
          sx={{ color: 'text.secondary', mt: 0.25 }}
        >
          {detail}
        </Typography>
      </Box>
      <Typography variant="body2" className="number" sx={{ fontWeight: 560, whiteSpace: 'nowrap' }}>
        {period.days === null
          ? translate('crm.opportunity.unknown_time')
          : translate('crm.opportunity.days', { smart_count: period.days })}
      </Typography>
    </Box>
  )
}
