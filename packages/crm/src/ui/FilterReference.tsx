import { Autocomplete, Button, Popover, TextField } from '@mui/material'
import { type RaRecord, useGetList, useGetMany, useListFilterContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { ExpandIcon } from './icons.ts'

interface FilterReferenceProps {
  readonly source: string
  /** Catalog key. */
  readonly label: string
  readonly resource: string
}

type Named = RaRecord & { readonly name: string }

/** A filter whose values are rows of another resource, found by typing. */
export function FilterReference({ source, label, resource }: FilterReferenceProps) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const id = filterValues[source] as number | undefined
  const { data } = useGetMany<Named>(
    resource,
    { ids: id === undefined ? [] : [id] },
    { enabled: id !== undefined },
  )
  const name = id === undefined ? '' : (data?.[0]?.name ?? '…')

  const choose = (record: Named | null) => {
    const { [source]: _former, ...others } = filterValues
    setFilters(record ? { ...others, [source]: record.id } : others)
    setAnchor(null)
  }

  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={name ? 'primary' : 'inherit'}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="dialog"
        endIcon={<ExpandIcon />}
        sx={{ flex: 'none', maxWidth: 280, whiteSpace: 'nowrap', fontWeight: name ? 600 : 500 }}
      >
        {name ? `${translate(label)}: ${name}` : translate(label)}
      </Button>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { sx: { p: 1, width: 300, mt: 0.5 } } }}
      >
        <ReferenceSearch
          resource={resource}
          label={translate(label)}
          current={data?.[0] ?? null}
          onChoose={choose}
        />
      </Popover>
    </>
  )
}

interface ReferenceSearchProps {
  readonly resource: string
  readonly label: string
  readonly current: Named | null
  readonly onChoose: (record: Named | null) => void
}

function ReferenceSearch({ resource, label, current, onChoose }: ReferenceSearchProps) {
  const [words, setWords] = useState('')
  const { data = [], isPending } = useGetList<Named>(resource, {
    filter: words.trim() === '' ? {} : { q: words },
    pagination: { page: 1, perPage: 20 },
    sort: { field: 'name', order: 'ASC' },
  })
  return (
    <Autocomplete
      open
      disablePortal
      value={current}
      options={data}
      loading={isPending}
      getOptionLabel={(option) => option.name}
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
