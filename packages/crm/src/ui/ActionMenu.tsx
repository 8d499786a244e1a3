import { ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { MoreIcon } from './icons.ts'
import { NamedIconButton } from './NamedIconButton.tsx'

export interface MenuAction {
  readonly key: string
  readonly label: string
  readonly icon?: ReactNode
  readonly isDestructive?: boolean
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
        {actions.map(({ key, label: name, icon, isDestructive, onSelect }) => (
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
