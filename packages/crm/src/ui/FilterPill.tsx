import { Button, ListItemText, Menu, MenuItem } from '@mui/material'
import { useListFilterContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { CheckIcon, ExpandIcon } from './icons.ts'

export interface FilterChoice {
  /** Several values find rows that hold any of them. */
  readonly value: string | number | readonly string[]
  readonly label: string
}

interface FilterPillProps {
  readonly source: string
  /** Catalog key. */
  readonly label: string
  readonly choices: readonly FilterChoice[]
}

/** One filter of the list around it: shows its name, or its name and what is chosen. */
export function FilterPill({ source, label, choices }: FilterPillProps) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const chosen = choices.find((choice) => String(choice.value) === String(filterValues[source]))

  const choose = (value: FilterChoice['value'] | null) => {
    const { [source]: _former, ...others } = filterValues
    setFilters(value === null ? others : { ...others, [source]: value })
    setAnchor(null)
  }

  if (choices.length === 0) return null
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={chosen ? 'primary' : 'inherit'}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        endIcon={<ExpandIcon />}
        sx={{ flex: 'none', maxWidth: 260, whiteSpace: 'nowrap', fontWeight: chosen ? 600 : 500 }}
      >
        {chosen ? `${translate(label)}: ${chosen.label}` : translate(label)}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 190, maxHeight: 380 } } }}
      >
        <MenuItem selected={!chosen} onClick={() => choose(null)}>
          <ListItemText>{translate('crm.filter.any')}</ListItemText>
        </MenuItem>
        {choices.map((choice) => (
          <MenuItem
            key={String(choice.value)}
            selected={choice === chosen}
            onClick={() => choose(choice.value)}
          >
            <ListItemText>{choice.label}</ListItemText>
            {choice === chosen ? <CheckIcon fontSize="small" color="primary" /> : null}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
