import { Box, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { StageLimits } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { LONGEST_LIMIT, limitedStages } from '../settings/index.ts'

interface StageLimitsPanelProps {
  readonly limits: StageLimits
  readonly onChange: (limits: StageLimits) => void
}

/** After how many days in each stage an opportunity is stale; an empty field is never. */
export function StageLimitsPanel({ limits, onChange }: StageLimitsPanelProps) {
  const translate = useTranslate()
  return (
    <Panel title={translate('crm.stale.limits')}>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {translate('crm.stale.limits_hint')}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          mt: 2,
          gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, minmax(0, 1fr))' },
        }}
      >
        {limitedStages.map((stage) => (
          <TextField
            key={stage}
            type="number"
            label={translate(`crm.stage.${stage}`)}
            placeholder={translate('crm.stale.never')}
            value={limits[stage] ?? ''}
            onChange={({ target: { value } }) =>
              onChange({ ...limits, [stage]: value === '' ? null : Number(value) })
            }
            slotProps={{
              inputLabel: { shrink: true },
              htmlInput: { min: 1, max: LONGEST_LIMIT, step: 1 },
            }}
          />
        ))}
      </Box>
    </Panel>
  )
}
