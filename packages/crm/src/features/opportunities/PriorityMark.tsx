import { Box } from '@mui/material'
import type { PriorityLevel } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { FlagIcon } from '../../ui/icons.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'

const COLOURS: Readonly<Record<PriorityLevel, string>> = {
  low: 'text.secondary',
  medium: 'text.secondary',
  high: 'warning.main',
  critical: 'error.main',
}

interface PriorityMarkProps {
  readonly priority: PriorityLevel
  /** On cards: only the flag, and only for what is raised above the ordinary. */
  readonly isCompact?: boolean
}

/** A flag with the priority's name. */
export function PriorityMark({ priority, isCompact = false }: PriorityMarkProps) {
  const translate = useTranslate()
  const isRaised = priority === 'high' || priority === 'critical'
  const name = translate(`crm.priority.${priority}`)
  if (isCompact && !isRaised) return null
  return (
    <Box
      component="span"
      {...(isCompact ? { title: name } : {})}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        fontSize: '0.75rem',
        fontWeight: 560,
        color: COLOURS[priority],
      }}
    >
      <FlagIcon aria-hidden sx={{ fontSize: 14 }} />
      {isCompact ? <VisuallyHidden>{name}</VisuallyHidden> : name}
    </Box>
  )
}
