import { ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { MoreIcon } from './icons.ts'
import { NamedIconButton } from './NamedIconButton.tsx'
import { useMayWrite } from './useMayWrite.ts'

export interface MenuAction {
  readonly key: string
  readonly label: string
  readonly icon?: ReactNode
  readonly isDestructive?: boolean
  /** Changes nothing, so that who only reads has it too. */
  readonly isReading?: boolean
  readonly onSelect: () => void
}

/** «…»: what is done less often. */
export function ActionMenu({
  label,
  actions,
}: {
  readonly label: string
  readonly actions: readonly MenuAction[]
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const mayWrite = useMayWrite()
  const offered = actions.filter(({ isReading }) => mayWrite || isReading)
  if (offered.length === 0) return null
  return (
    <>
      <NamedIconButton
        label={label}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon fontSize="small" />
      </NamedIconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {offered.map(({ key, label: name, icon, isDestructive, onSelect }) => (
          <MenuItem
            key={key}
            sx={isDestructive ? { color: 'error.main' } : {}}
            onClick={() => {
              setAnchor(null)
              onSelect()
            }}
          >
            {icon ? <ListItemIcon sx={{ color: 'inherit' }}>{icon}</ListItemIcon> : null}
            <ListItemText>{name}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
