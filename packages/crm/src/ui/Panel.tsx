import { Box, Stack, Typography } from '@mui/material'
import { type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
  /** No padding, for lists that reach the edges. */
  readonly isFlush?: boolean
}

/** A card with a heading. */
export function Panel({ title, action, children, isFlush = false }: PanelProps) {
  const headingId = useId()
  return (
    <Box
      component="section"
      {...(title ? { 'aria-labelledby': headingId } : {})}
      sx={{
        bgcolor: 'background.paper',
        border: '1px solid var(--v-border)',
        borderRadius: '12px',
        boxShadow: 'var(--v-shadow)',
        minWidth: 0,
        overflow: 'clip',
      }}
    >
      {title ? (
        <Stack
          direction="row"
          sx={{ alignItems: 'center', gap: 1, px: 2, pt: 1.5, pb: 1, minHeight: 48 }}
        >
          <Typography variant="h2" id={headingId} sx={{ flex: 1, minWidth: 0 }}>
            {title}
          </Typography>
          {action}
        </Stack>
      ) : null}
      <Box sx={isFlush ? {} : { px: 2, pb: 2, pt: title ? 0 : 2 }}>{children}</Box>
    </Box>
  )
}
