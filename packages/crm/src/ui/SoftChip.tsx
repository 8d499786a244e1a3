import { Box } from '@mui/material'
import type { ReactNode } from 'react'
import { safeColour } from './safe-colour.ts'

interface SoftChipProps {
  readonly children: ReactNode
  /** A CSS colour: that of the dot, or of the whole chip when `isFilled`. */
  readonly colour?: string
  readonly isFilled?: boolean
}

/** A small label; its colour is a dot, so that words keep their contrast. */
export function SoftChip({ children, colour, isFilled = false }: SoftChipProps) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        maxWidth: '100%',
        px: 0.875,
        height: 22,
        borderRadius: '6px',
        fontSize: '0.75rem',
        fontWeight: 530,
        whiteSpace: 'nowrap',
        verticalAlign: 'middle',
        color: 'text.primary',
        bgcolor:
          isFilled && colour
            ? `color-mix(in srgb, ${safeColour(colour)} 18%, transparent)`
            : 'var(--v-sunken)',
      }}
    >
      {colour ? <Dot colour={colour} /> : null}
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {children}
      </Box>
    </Box>
  )
}

/** A round mark of a colour. */
export function Dot({ colour, size = 8 }: { readonly colour: string; readonly size?: number }) {
  return (
    <Box
      component="span"
      aria-hidden
      sx={{
        width: size,
        height: size,
        borderRadius: '50%',
        bgcolor: safeColour(colour),
        flex: 'none',
      }}
    />
  )
}
