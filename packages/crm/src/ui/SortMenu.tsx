import { Button, Menu, MenuItem } from '@mui/material'
import { useListSortContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { ExpandIcon } from './icons.ts'

interface SortMenuProps {
  readonly choices: readonly {
    readonly field: string
    /** Catalog key. */
    readonly label: string
    readonly order: 'ASC' | 'DESC'
  }[]
}

/** The order of a list that has no column heads. */
export function SortMenu({ choices }: SortMenuProps) {
  const translate = useTranslate()
  const { sort, setSort } = useListSortContext()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const current = choices.find((choice) => choice.field === sort.field)
  const name = current ? translate(current.label) : sort.field
  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        endIcon={<ExpandIcon />}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {translate('crm.list.sorted_by', { name })}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {choices.map(({ field, label, order }) => (
          <MenuItem
            key={field}
            selected={field === sort.field}
            onClick={() => {
              setSort({ field, order })
              setAnchor(null)
            }}
          >
            {translate(label)}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
