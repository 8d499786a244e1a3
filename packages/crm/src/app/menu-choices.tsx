import { ListItemIcon, ListItemText, MenuItem } from '@mui/material'
import type { ComponentType, ReactNode } from 'react'
import { CheckIcon } from '../ui/icons.ts'

interface MenuChoicesProps<Value extends string> {
  readonly choices: readonly {
    readonly value: Value
    readonly label: ReactNode
    readonly icon?: ComponentType<{ fontSize: 'small' }>
    /** Language of the label where it is not the page's. */
    readonly lang?: string
  }[]
  readonly current: string
  readonly onChoose: (value: Value) => void
}

/** Entries of a menu of which one holds. An array, because MUI's menus count their direct children. */
export function menuChoices<Value extends string>({
  choices,
  current,
  onChoose,
}: MenuChoicesProps<Value>): ReactNode[] {
  return choices.map(({ value, label, icon: Icon, lang }) => (
    <MenuItem
      key={value}
      role="menuitemradio"
      aria-checked={current === value}
      lang={lang}
      onClick={() => onChoose(value)}
    >
      {Icon ? (
        <ListItemIcon>
          <Icon fontSize="small" />
        </ListItemIcon>
      ) : null}
      <ListItemText>{label}</ListItemText>
      {current === value ? <CheckIcon fontSize="small" color="primary" /> : null}
    </MenuItem>
  ))
}
