import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ForecastLine } from '../../../providers/types.ts'
import { formatMonth } from '../../../ui/format.ts'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { useMoney } from '../../settings/index.ts'
import { sumLines } from './months.ts'

interface ForecastFiguresProps {
  /** Of the months that are shown, and of what has no day. */
  readonly lines: readonly ForecastLine[]
  /** First days, in their order. */
  readonly months: readonly string[]
}

/** The sums of all months that are shown: of what is open with what has no day, of what was won by its day alone, as its label says. */
export function ForecastFigures({ lines, months }: ForecastFiguresProps) {
  const translate = useTranslate()
  const money = useMoney()
  const { locale } = useLocalFormat()
  const open = sumLines(lines)
  const won = sumLines(lines.filter(({ month }) => month !== null))
  const [from, to] = [months[0], months.at(-1)].map((month) => formatMonth(month ?? '', locale))
  const figures = [
    { key: 'total', value: open.total, count: open.openCount },
    { key: 'weighted', value: open.weighted, count: open.openCount },
    { key: 'won_in', value: won.won, count: won.wonCount },
  ] as const
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        mb: 2.5,
        display: 'grid',
        gap: { xs: 1.25, sm: 2 },
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' },
      }}
    >
      {figures.map(({ key, value, count }) => (
        <Box
          key={key}
          sx={{
            px: 2,
            py: 1.5,
            borderRadius: '12px',
            bgcolor: 'background.paper',
            border: '1px solid var(--v-border)',
            boxShadow: 'var(--v-shadow)',
          }}
        >
          <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
            {translate(`crm.forecast.${key}`, { from, to })}
          </Typography>
          <Box component="dd" sx={{ m: 0 }}>
            <Typography
              className="number"
              sx={{ fontSize: '1.375rem', fontWeight: 650, letterSpacing: '-0.02em' }}
            >
              {money(Math.round(value))}
            </Typography>
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
              {translate('crm.organization.opportunity_count', { smart_count: count })}
            </Typography>
          </Box>
        </Box>
      ))}
    </Box>
  )
}
