import { Box, type SxProps } from '@mui/material'
import type { ReactNode } from 'react'

interface FigureTableProps {
  /** What this table has of its own, such as the space in its cells. */
  readonly sx: SxProps
  readonly children: ReactNode
}

/** A table of numbers: what a row is about at its left, numbers at their right edge, quiet headings. */
export function FigureTable({ sx, children }: FigureTableProps) {
  return (
    <Box component="table" sx={[FIGURES, ...(Array.isArray(sx) ? sx : [sx])]}>
      {children}
    </Box>
  )
}

const FIGURES = {
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: { xs: '0.75rem', sm: '0.8125rem' },
  '& th, & td': { textAlign: 'right', fontWeight: 'inherit' },
  '& th:first-of-type': { textAlign: 'left', pl: 0 },
  '& tr > :last-child': { pr: 0 },
  '& thead th': { color: 'text.secondary', fontSize: '0.75rem', fontWeight: 500 },
} as const
