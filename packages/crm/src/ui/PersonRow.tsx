import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'
import { NameText } from './NameText.tsx'

interface PersonRowProps {
  readonly to: string
  readonly avatar: ReactNode
  readonly name: string
  readonly detail?: ReactNode
  readonly trailing?: ReactNode
}

/** A person or organization in a few words; the whole row is the link. */
export function PersonRow({ to, avatar, name, detail, trailing }: PersonRowProps) {
  return (
    <Box
      component={Link}
      to={to}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        minWidth: 0,
        mx: -1,
        px: 1,
        py: 0.5,
        borderRadius: '8px',
        color: 'text.primary',
        textDecoration: 'none',
        '&:hover': { bgcolor: 'var(--v-sunken)' },
      }}
    >
      {avatar}
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" noWrap sx={{ fontWeight: 560 }}>
          <NameText name={name} />
        </Typography>
        {detail ? (
          <Typography
            variant="caption"
            component="div"
            noWrap
            sx={{ color: 'text.secondary', lineHeight: 1.35 }}
          >
            {detail}
          </Typography>
        ) : null}
      </Box>
      {trailing}
    </Box>
  )
}
