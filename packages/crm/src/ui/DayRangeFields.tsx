import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'

interface DayRangeFieldsProps {
  /** `YYYY-MM-DD`, or empty where that side is open. */
  readonly first: string
  readonly last: string
  readonly onFirst: (day: string) => void
  readonly onLast: (day: string) => void
}

/** The first and the last day of a filter. */
export function DayRangeFields({ first, last, onFirst, onLast }: DayRangeFieldsProps) {
  const translate = useTranslate()
  return (
    <>
      <TextField
        type="date"
        label={translate('crm.filter.from_day')}
        value={first}
        onChange={(event) => onFirst(event.target.value)}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <TextField
        type="date"
        label={translate('crm.filter.to_day')}
        value={last}
        onChange={(event) => onLast(event.target.value)}
        slotProps={{ inputLabel: { shrink: true } }}
      />
    </>
  )
}
