import { Autocomplete, TextField } from '@mui/material'
import { type RaRecord, useGetList, useGetMany, useListFilterContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { PopoverFilter } from './PopoverFilter.tsx'
import { useAutocompleteWords } from './useAutocompleteWords.ts'

interface FilterReferenceProps<Row extends RaRecord> {
  readonly source: string
  /** Catalog key. */
  readonly label: string
  readonly resource: string
  /** The column that choices are sorted by; `name` unless said otherwise. */
  readonly sort?: string
  /** What a row is called; its `name` unless said otherwise. */
  readonly nameOf?: (row: Row) => string
}

/** A filter whose values are rows of another resource, found by typing. */
export function FilterReference<Row extends RaRecord>({
  source,
  label,
  resource,
  sort = 'name',
  nameOf = (row) => String(row['name']),
}: FilterReferenceProps<Row>) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const { [source]: id, ...others } = filterValues
  const { data } = useGetMany<Row>(
    resource,
    { ids: id === undefined ? [] : [id] },
    { enabled: id !== undefined },
  )
  const chosen = data?.[0] ?? null
  const field = translate(label)
  const name = chosen ? nameOf(chosen) : '…'
  return (
    <PopoverFilter
      label={id === undefined ? field : translate('crm.labelled', { name: field, value: name })}
      isActive={id !== undefined}
    >
      {(close) => (
        <ReferenceSearch
          {...{ resource, sort, nameOf }}
          label={field}
          current={id === undefined ? null : chosen}
          onChoose={(row) => {
            setFilters(row ? { ...others, [source]: row.id } : others)
            close()
          }}
        />
      )}
    </PopoverFilter>
  )
}

interface ReferenceSearchProps<Row extends RaRecord> {
  readonly resource: string
  readonly sort: string
  readonly nameOf: (row: Row) => string
  readonly label: string
  readonly current: Row | null
  readonly onChoose: (row: Row | null) => void
}

function ReferenceSearch<Row extends RaRecord>({
  resource,
  sort,
  nameOf,
  label,
  current,
  onChoose,
}: ReferenceSearchProps<Row>) {
  const wordsOfMenu = useAutocompleteWords()
  const [words, setWords] = useState('')
  const { data = [], isPending } = useGetList<Row>(resource, {
    filter: words.trim() === '' ? {} : { q: words },
    pagination: { page: 1, perPage: 20 },
    sort: { field: sort, order: 'ASC' },
  })
  return (
    <Autocomplete
      {...wordsOfMenu}
      open
      disablePortal
      value={current}
      options={data}
      loading={isPending}
      getOptionLabel={nameOf}
      getOptionKey={(option) => option.id}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      filterOptions={(options) => options}
      onInputChange={(_event, value, reason) => reason === 'input' && setWords(value)}
      onChange={(_event, value) => onChoose(value)}
      slotProps={{
        popper: { sx: { position: 'static !important', transform: 'none !important' } },
        paper: { elevation: 0, sx: { boxShadow: 'none' } },
      }}
      renderInput={(params) => <TextField {...params} label={label} autoFocus />}
    />
  )
}
