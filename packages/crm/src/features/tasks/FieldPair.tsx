import { Box } from '@mui/material'
import type { ReactNode } from 'react'

/** Two fields of a dialog side by side, one below the other on a phone. */
export function FieldPair({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        // Kinds of fields differ in theirs, and would stand a little higher or lower.
        '& .MuiFormControl-root': { my: 0 },
      }}
    >
      {children}
    </Box>
  )
}
