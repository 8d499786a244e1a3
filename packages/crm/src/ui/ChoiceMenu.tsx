import { Button, ListItemText, Menu, MenuItem } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { CheckIcon, ExpandIcon } from './icons.ts'

interface NamedChoice {
  readonly key: string
  readonly label: string
}

interface ChoiceMenuProps {
  /** What is chosen by it, in the reader's words. */
  readonly name: string
  readonly choices: readonly NamedChoice[]
  readonly chosen: string | null
  /** null is any. */
  readonly onChoose: (key: string | null) => void
}

/** A button that shows its name, or its name and what is chosen, and opens the choices. */
export function ChoiceMenu({ name, choices, chosen, onChoose }: ChoiceMenuProps) {
  const translate = useTranslate()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const current = choices.find(({ key }) => key === chosen)
  const choose = (key: string | null) => {
    onChoose(key)
    setAnchor(null)
  }
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={current ? 'primary' : 'inherit'}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        endIcon={<ExpandIcon />}
        sx={{ flex: 'none', maxWidth: 260, whiteSpace: 'nowrap', fontWeight: current ? 600 : 500 }}
      >
        {current ? translate('crm.labelled', { name, value: current.label }) : name}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 190, maxHeight: 380 } } }}
      >
        <MenuItem selected={!current} onClick={() => choose(null)}>
          <ListItemText>{translate('crm.filter.any')}</ListItemText>
        </MenuItem>
        {choices.map((choice) => (
          <MenuItem
            key={choice.key}
            selected={choice === current}
            onClick={() => choose(choice.key)}
          >
            <ListItemText>{choice.label}</ListItemText>
            {choice === current ? <CheckIcon fontSize="small" color="primary" /> : null}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
