import { Box, Skeleton, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ClosedMonth, Pipeline } from '../../providers/types.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useMoney } from '../settings/index.ts'
import { closedFilter } from './months.ts'
import { liveStages, sumOf, sumOfClosed, winRate } from './sums.ts'
import { shownMonths } from './useDashboard.ts'

interface TotalsProps {
  readonly pipeline: Pipeline | undefined
  /** What was closed, by month. */
  readonly months: readonly ClosedMonth[] | undefined
}

/** Four figures, each the way to the list behind it; bones while they are being added up. */
export function Totals({ pipeline, months }: TotalsProps) {
  const translate = useTranslate()
  const money = useMoney()
  const { locale } = useLocalFormat()
  const live = pipeline ? sumOf(pipeline, liveStages) : null
  const shown = shownMonths()
  const closed = months ? sumOfClosed(months, shown) : null
  const rate = closed && winRate(closed)
  const closedList = (...stages: Parameters<typeof closedFilter>[0]) =>
    listOf(closedFilter(stages, shown[0] ?? '', shown.at(-1)))
  const percent = new Intl.NumberFormat(locale, { style: 'percent' })
  const figures = [
    {
      key: 'open',
      to: listOf({ stage: liveStages }),
      value: live && money(live.amount, true),
      note: live && translate('crm.dashboard.open_note', { smart_count: live.count }),
    },
    {
      key: 'weighted',
      to: '/forecast',
      value: live && money(live.weighted, true),
      note: translate('crm.dashboard.weighted_note'),
    },
    {
      key: 'won',
      to: closedList('closed_won'),
      value: closed && money(closed.won, true),
      note: closed && translate('crm.dashboard.won_note', { smart_count: closed.won_count }),
    },
    {
      key: 'win_rate',
      to: closedList('closed_won', 'closed_lost'),
      value: closed && (rate === null ? '–' : percent.format(rate)),
      note:
        closed &&
        translate('crm.dashboard.win_rate_note', {
          smart_count: closed.won_count + closed.lost_count,
          won: closed.won_count,
        }),
    },
  ]
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        mb: 2.5,
        display: 'grid',
        gap: { xs: 1.25, sm: 2 },
        gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(4, minmax(0, 1fr))' },
      }}
    >
      {figures.map(({ key, to, value, note }) => (
        <Box
          key={key}
          sx={{
            p: 2,
            borderRadius: '12px',
            bgcolor: 'background.paper',
            border: '1px solid var(--v-border)',
            boxShadow: 'var(--v-shadow)',
            minWidth: 0,
          }}
        >
          <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
            {translate(`crm.dashboard.${key}`)}
          </Typography>
          <Box component="dd" sx={{ m: 0 }}>
            <Typography
              component="div"
              className="number"
              sx={{
                fontSize: '1.5rem',
                fontWeight: 650,
                letterSpacing: '-0.025em',
                lineHeight: 1.35,
              }}
            >
              {value ? <TextLink to={to}>{value}</TextLink> : <Skeleton width={90} />}
            </Typography>
            <Typography component="div" variant="caption" sx={{ color: 'text.secondary' }}>
              {note ?? <Skeleton width={60} />}
            </Typography>
          </Box>
        </Box>
      ))}
    </Box>
  )
}

function listOf(filter: Record<string, unknown>): string {
  return `/opportunities?filter=${encodeURIComponent(JSON.stringify(filter))}`
}
