import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly text?: string
  readonly action?: ReactNode
  readonly isSmall?: boolean
  /** Its title is the page's heading. */
  readonly isHeading?: boolean
}

/** What would be here, and what to do so that it is. */
export function EmptyState({
  icon,
  title,
  text,
  action,
  isSmall = false,
  isHeading = false,
}: EmptyStateProps) {
  return (
    <Box sx={{ textAlign: 'center', px: 3, py: isSmall ? 3 : 8, color: 'text.secondary' }}>
      {icon ? (
        <Box
          aria-hidden
          sx={{
            width: 48,
            height: 48,
            mx: 'auto',
            mb: 1.5,
            borderRadius: '14px',
            display: 'grid',
            placeItems: 'center',
            bgcolor: 'var(--v-accent-soft)',
            color: 'primary.main',
          }}
        >
          {icon}
        </Box>
      ) : null}
      <Typography
        component={isHeading ? 'h1' : 'p'}
        variant={isSmall ? 'body2' : 'h2'}
        sx={isSmall ? {} : { color: 'text.primary' }}
      >
        {title}
      </Typography>
      {text ? (
        <Typography variant="body2" sx={{ mt: 0.5, maxWidth: 440, mx: 'auto' }}>
          {text}
        </Typography>
      ) : null}
      {action ? <Box sx={{ mt: 2 }}>{action}</Box> : null}
    </Box>
  )
}
