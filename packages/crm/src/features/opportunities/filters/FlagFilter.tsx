import { Button } from '@mui/material'
import { useListFilterContext, useTranslate } from 'ra-core'

interface FlagFilterProps {
  readonly source: string
  /** What the filter holds while it is on. */
  readonly value: boolean
  /** Catalog key. */
  readonly label: string
}

/** A filter that is on or off. */
export function FlagFilter({ source, value, label }: FlagFilterProps) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const { [source]: present, ...others } = filterValues
  const isOn = present === value
  return (
    <Button
      size="small"
      variant="outlined"
      color={isOn ? 'primary' : 'inherit'}
      aria-pressed={isOn}
      onClick={() => setFilters(isOn ? others : { ...others, [source]: value })}
      sx={{ flex: 'none', whiteSpace: 'nowrap', fontWeight: isOn ? 600 : 500 }}
    >
      {translate(label)}
    </Button>
  )
}
