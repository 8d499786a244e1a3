import { Box, Button, TextField } from '@mui/material'
import { useListFilterContext, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { PopoverFilter } from '../../../ui/PopoverFilter.tsx'
import { useMoney } from '../../settings/index.ts'
import { rangeLabel } from './range-label.ts'

/** Opportunities of at least and at most an amount. */
export function AmountFilter() {
  const translate = useTranslate()
  const money = useMoney()
  const { filterValues, setFilters } = useListFilterContext()
  const { 'amount@gte': least, 'amount@lte': most, ...others } = filterValues
  const field = translate('crm.field.amount')
  const range = rangeLabel(least, most, (value) => money(Number(value), true))
  return (
    <PopoverFilter
      label={range ? translate('crm.labelled', { name: field, value: range }) : field}
      isActive={range !== ''}
    >
      {(close) => (
        <AmountForm
          least={least}
          most={most}
          onSubmit={(bounds) => {
            setFilters({ ...others, ...bounds })
            close()
          }}
        />
      )}
    </PopoverFilter>
  )
}

interface AmountFormProps {
  readonly least: unknown
  readonly most: unknown
  readonly onSubmit: (bounds: Record<string, number>) => void
}

function AmountForm({ least, most, onSubmit }: AmountFormProps) {
  const translate = useTranslate()
  const [from, setFrom] = useState(String(least ?? ''))
  const [to, setTo] = useState(String(most ?? ''))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit({
      ...(from === '' ? {} : { 'amount@gte': Number(from) }),
      ...(to === '' ? {} : { 'amount@lte': Number(to) }),
    })
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 1.5 }}>
      <TextField
        autoFocus
        type="number"
        label={translate('crm.filter.at_least')}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        slotProps={{ htmlInput: { min: 0 } }}
      />
      <TextField
        type="number"
        label={translate('crm.filter.at_most')}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        slotProps={{ htmlInput: { min: 0 } }}
      />
      <Button type="submit" variant="contained">
        {translate('crm.filter.apply')}
      </Button>
    </Box>
  )
}
