import { Box, Typography } from '@mui/material'
import { Link } from 'react-router-dom'
import { NameText } from './NameText.tsx'
import { Dot } from './SoftChip.tsx'

interface OpportunityLineProps {
  readonly to: string
  readonly name: string
  readonly amount: string
  readonly stage: string
  /** Of the stage. */
  readonly colour: string
}

/** Something with a name, a stage and an amount, in one line of an aside. */
export function OpportunityLine({ to, name, amount, stage, colour }: OpportunityLineProps) {
  return (
    <Box
      component={Link}
      to={to}
      sx={{
        display: 'flex',
        gap: 1.25,
        alignItems: 'center',
        minWidth: 0,
        mx: -1,
        px: 1,
        py: 0.625,
        borderRadius: '8px',
        color: 'text.primary',
        textDecoration: 'none',
        '&:hover': { bgcolor: 'var(--v-sunken)' },
      }}
    >
      <Dot colour={colour} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" noWrap sx={{ fontWeight: 560 }}>
          <NameText name={name} />
        </Typography>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {stage}
        </Typography>
      </Box>
      <Typography variant="body2" className="number" sx={{ fontWeight: 560 }}>
        {amount}
      </Typography>
    </Box>
  )
}
