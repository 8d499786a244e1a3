import { Box, Button } from '@mui/material'
import { Link } from 'react-router-dom'
import { AddIcon } from './icons.ts'
import { useMayWrite } from './useMayWrite.ts'

interface CreateLinkProps {
  readonly to: string
  readonly label: string
}

/** The one thing a list page offers to make. On a phone it is its plus only, named by `label`. */
export function CreateLink({ to, label }: CreateLinkProps) {
  const mayWrite = useMayWrite()
  if (!mayWrite) return null
  return (
    <Button
      component={Link}
      to={to}
      variant="contained"
      aria-label={label}
      sx={{ minWidth: 0, px: { xs: 1, sm: 1.75 }, gap: 0.75 }}
    >
      <AddIcon fontSize="small" />
      <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
        {label}
      </Box>
    </Button>
  )
}
