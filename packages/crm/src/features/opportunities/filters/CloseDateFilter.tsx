import { Box, Button, Stack } from '@mui/material'
import { useListFilterContext, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { DayRangeFields } from '../../../ui/DayRangeFields.tsx'
import { today } from '../../../ui/format.ts'
import { PopoverFilter } from '../../../ui/PopoverFilter.tsx'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { monthRange, quarterRange } from './close-range.ts'
import { rangeLabel } from './range-label.ts'

/** By the day of the close: the actual one of what is closed, else the expected one. */
export function CloseDateFilter() {
  const translate = useTranslate()
  const { shortDay } = useLocalFormat()
  const { filterValues, setFilters } = useListFilterContext()
  const {
    'closing_day@gte': from,
    'closing_day@lte': to,
    'closing_day@is': none,
    ...rest
  } = filterValues
  const field = translate('crm.field.closing_day')
  const range =
    none === null
      ? translate('crm.filter.no_date')
      : rangeLabel(from, to, (value) => shortDay(String(value)))
  return (
    <PopoverFilter
      label={range ? translate('crm.labelled', { name: field, value: range }) : field}
      isActive={range !== ''}
    >
      {(close) => (
        <DayForm
          from={String(from ?? '')}
          to={String(to ?? '')}
          onSubmit={(bounds) => {
            setFilters({ ...rest, ...bounds })
            close()
          }}
        />
      )}
    </PopoverFilter>
  )
}

interface DayFormProps {
  readonly from: string
  readonly to: string
  readonly onSubmit: (bounds: Record<string, string | null>) => void
}

function DayForm({ from, to, onSubmit }: DayFormProps) {
  const translate = useTranslate()
  const [first, setFirst] = useState(from)
  const [last, setLast] = useState(to)
  const choices = [
    { key: 'this_month', range: monthRange(today()) },
    { key: 'next_month', range: monthRange(today(), 1) },
    { key: 'this_quarter', range: quarterRange(today()) },
  ]
  const bounds = (start: string, end: string) => ({
    ...(start === '' ? {} : { 'closing_day@gte': start }),
    ...(end === '' ? {} : { 'closing_day@lte': end }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(bounds(first, last))
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 1.5 }}>
      <Stack direction="row" sx={{ gap: 0.75, flexWrap: 'wrap' }}>
        {choices.map(({ key, range }) => (
          <Button
            key={key}
            size="small"
            variant="outlined"
            color="inherit"
            onClick={() => onSubmit(bounds(range.from, range.to))}
          >
            {translate(`crm.filter.${key}`)}
          </Button>
        ))}
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          onClick={() => onSubmit({ 'closing_day@is': null })}
        >
          {translate('crm.filter.no_date')}
        </Button>
      </Stack>
      <DayRangeFields first={first} last={last} onFirst={setFirst} onLast={setLast} />
      <Button type="submit" variant="contained">
        {translate('crm.filter.apply')}
      </Button>
    </Box>
  )
}
