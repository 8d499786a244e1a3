import { Box } from '@mui/material'
import type { ReactNode } from 'react'
import { VisuallyHidden } from './VisuallyHidden.tsx'

interface FullTextProps {
  readonly text: string
  /** The same in short, for those who look. */
  readonly children: ReactNode
}

/** Says in full what it shows in short. */
export function FullText({ text, children }: FullTextProps) {
  return (
    <Box component="span" sx={{ position: 'relative', display: 'inline-block' }}>
      <span aria-hidden>{children}</span>
      <VisuallyHidden>{text}</VisuallyHidden>
    </Box>
  )
}
