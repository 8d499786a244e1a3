import { IconButton, type IconButtonProps, Tooltip } from '@mui/material'

interface NamedIconButtonProps extends IconButtonProps {
  /** What it does, for tooltip and screen reader. */
  readonly label: string
}

/** An icon that can be pressed, with its name. */
export function NamedIconButton({ label, size = 'small', ...props }: NamedIconButtonProps) {
  return (
    <Tooltip title={label}>
      <IconButton aria-label={label} size={size} {...props} />
    </Tooltip>
  )
}
