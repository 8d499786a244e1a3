import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'

interface FigureProps {
  readonly label: string
  readonly children: ReactNode
  readonly note?: string | null
  readonly isAlert?: boolean
}

/** What counts at a glance: a large value under its name. */
export function Figure({ label, children, note = null, isAlert = false }: FigureProps) {
  return (
    <Box sx={{ minWidth: 0, pr: 1.5 }}>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {label}
      </Typography>
      <Box
        className="number"
        sx={{
          fontSize: '1.0625rem',
          fontWeight: 620,
          letterSpacing: '-0.012em',
          color: isAlert ? 'error.main' : 'text.primary',
          overflowWrap: 'anywhere',
        }}
      >
        {children}
      </Box>
      {note ? (
        <Typography
          variant="caption"
          component="div"
          sx={{ color: isAlert ? 'error.main' : 'text.secondary' }}
        >
          {note}
        </Typography>
      ) : null}
    </Box>
  )
}
