import { Button, Checkbox, ListItemText, Menu, MenuItem } from '@mui/material'
import { useListFilterContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { ExpandIcon } from './icons.ts'

type Value = string | number

interface MultiChoice {
  /** What a row holds that this choice finds; usually one value. */
  readonly values: readonly Value[]
  readonly label: string
}

interface MultiFilterProps {
  readonly source: string
  /** Catalog key. */
  readonly label: string
  readonly choices: readonly MultiChoice[]
  /** Called when the menu opens, where the choices are only read then. */
  readonly onOpen?: () => void
}

/** A filter of which several values can be chosen; the menu stays open for the next one. */
export function MultiFilter({ source, label, choices, onOpen }: MultiFilterProps) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const current = listOf(filterValues[source])
  const chosen = choices.filter(({ values }) => values.some((value) => current.includes(value)))

  const toggle = (choice: MultiChoice) => {
    const next = chosen.includes(choice)
      ? chosen.filter((candidate) => candidate !== choice)
      : [...chosen, choice]
    const { [source]: _former, ...others } = filterValues
    const values = next.flatMap((candidate) => candidate.values)
    setFilters(values.length === 0 ? others : { ...others, [source]: values })
  }

  if (choices.length === 0 && !onOpen) return null
  const name = translate(label)
  const first = chosen[0]?.label
  const more = chosen.length > 1 ? ` +${chosen.length - 1}` : ''
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={first ? 'primary' : 'inherit'}
        onClick={(event) => {
          onOpen?.()
          setAnchor(event.currentTarget)
        }}
        aria-haspopup="menu"
        endIcon={<ExpandIcon />}
        sx={{ flex: 'none', maxWidth: 260, whiteSpace: 'nowrap', fontWeight: first ? 600 : 500 }}
      >
        {first ? translate('crm.labelled', { name, value: `${first}${more}` }) : name}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 200, maxHeight: 400 } } }}
      >
        {choices.length === 0 ? (
          <MenuItem disabled>{translate('crm.filter.no_choice')}</MenuItem>
        ) : null}
        {choices.map((choice) => {
          const isChosen = chosen.includes(choice)
          return (
            <MenuItem
              key={choice.values.join()}
              role="menuitemcheckbox"
              aria-checked={isChosen}
              onClick={() => toggle(choice)}
              sx={{ py: 0.25 }}
            >
              <Checkbox
                checked={isChosen}
                tabIndex={-1}
                size="small"
                aria-hidden
                slotProps={{ input: { 'aria-hidden': true, tabIndex: -1 } }}
                sx={{ ml: -1, mr: 0.5, p: 0.75 }}
              />
              <ListItemText>{choice.label}</ListItemText>
            </MenuItem>
          )
        })}
      </Menu>
    </>
  )
}

function listOf(value: unknown): readonly Value[] {
  return value === undefined || value === null ? [] : ([value].flat() as Value[])
}
