import { Box, Button, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { ExpandIcon } from './icons.ts'
import { Dot } from './SoftChip.tsx'

interface BulkChoice {
  readonly value: string
  readonly label: string
  readonly colour?: string
}

interface BulkMenuProps {
  readonly label: string
  readonly isDisabled: boolean
  readonly choices: readonly BulkChoice[]
  readonly onChoose: (value: string) => void
}

/** What all chosen rows can get, one of several values. */
export function BulkMenu({ label, isDisabled, choices, onChoose }: BulkMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color="inherit"
        disabled={isDisabled || choices.length === 0}
        aria-haspopup="menu"
        endIcon={<ExpandIcon />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ bgcolor: 'background.paper' }}
      >
        {label}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 170, maxHeight: 380 } } }}
      >
        {choices.map((choice) => (
          <MenuItem
            key={choice.value}
            onClick={() => {
              setAnchor(null)
              onChoose(choice.value)
            }}
          >
            {choice.colour ? (
              <Box component="span" sx={{ display: 'inline-flex', mr: 1 }}>
                <Dot colour={choice.colour} />
              </Box>
            ) : null}
            {choice.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
