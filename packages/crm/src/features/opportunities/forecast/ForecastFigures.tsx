import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useMoney } from '../../settings/index.ts'
import type { ForecastSums } from './months.ts'

/** The sums of all months that are shown, and of what has no day. */
export function ForecastFigures({ sums }: { readonly sums: ForecastSums }) {
  const translate = useTranslate()
  const money = useMoney()
  const figures = [
    { key: 'total', value: sums.total, count: sums.openCount },
    { key: 'weighted', value: sums.weighted, count: sums.openCount },
    { key: 'won', value: sums.won, count: sums.wonCount },
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
            {translate(`crm.forecast.${key}`)}
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
