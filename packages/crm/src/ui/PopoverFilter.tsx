import { Box, Button, Popover } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { ExpandIcon } from './icons.ts'

interface PopoverFilterProps {
  /** What the button says: the filter's name, or its name and what is chosen. */
  readonly label: string
  readonly isActive: boolean
  /** What is in the popover; `close` closes it. */
  readonly children: (close: () => void) => ReactNode
}

/** A filter that is more than a choice: a button that opens what it needs. */
export function PopoverFilter({ label, isActive, children }: PopoverFilterProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => setAnchor(null)
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={isActive ? 'primary' : 'inherit'}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="dialog"
        endIcon={<ExpandIcon />}
        sx={{ flex: 'none', maxWidth: 300, whiteSpace: 'nowrap', fontWeight: isActive ? 600 : 500 }}
      >
        {label}
      </Button>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': label } }}
      >
        <Box sx={{ p: 2, width: 300, maxWidth: '90vw' }}>{children(close)}</Box>
      </Popover>
    </>
  )
}
