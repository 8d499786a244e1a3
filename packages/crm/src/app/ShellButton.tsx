import { Box, ButtonBase, type ButtonBaseProps, Tooltip } from '@mui/material'
import type { ReactNode, Ref } from 'react'

interface ShellButtonProps extends ButtonBaseProps {
  readonly label: string
  readonly icon: ReactNode
  readonly isAccented?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** Something to do from everywhere: a square with a name in the rail, the square alone on a phone. */
export function ShellButton({ label, icon, isAccented = false, ...props }: ShellButtonProps) {
  const keys = props['aria-keyshortcuts']
  return (
    <Tooltip title={keys ? `${label} (${keys})` : label} placement="right">
      <ButtonBase
        aria-label={label}
        {...props}
        sx={{
          display: 'grid',
          justifyItems: 'center',
          gap: 0.375,
          minWidth: { xs: 44, md: 72 },
          minHeight: 44,
          py: 0.5,
          borderRadius: '10px',
          fontFamily: 'inherit',
          fontSize: '0.6563rem',
          fontWeight: 520,
          color: 'text.secondary',
          '&:hover': { color: 'text.primary' },
          '&.Mui-focusVisible': { outline: '2px solid currentcolor', outlineOffset: -2 },
        }}
      >
        <Box
          component="span"
          sx={{
            display: 'grid',
            placeItems: 'center',
            width: 34,
            height: 34,
            borderRadius: '10px',
            bgcolor: isAccented ? 'primary.main' : 'var(--v-sunken)',
            color: isAccented ? 'primary.contrastText' : 'text.secondary',
            '& svg': { fontSize: 20 },
          }}
        >
          {icon}
        </Box>
        <Box component="span" aria-hidden sx={{ display: { xs: 'none', md: 'block' } }}>
          {label}
        </Box>
      </ButtonBase>
    </Tooltip>
  )
}
