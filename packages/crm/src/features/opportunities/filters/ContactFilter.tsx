import { Autocomplete, TextField } from '@mui/material'
import { useGetList, useGetOne, useListFilterContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { ContactRecord } from '../../../providers/types.ts'
import { PopoverFilter } from '../../../ui/PopoverFilter.tsx'
import { contactName } from '../../references/index.ts'

/** Opportunities in which a person takes part. */
export function ContactFilter() {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const { contact_id, ...others } = filterValues
  const id = typeof contact_id === 'number' ? contact_id : null
  const { data: chosen } = useGetOne<ContactRecord>(
    'contacts',
    { id: id ?? 0 },
    { enabled: id !== null },
  )
  const field = translate('crm.field.contact')
  const name = chosen ? contactName(chosen) : '…'
  return (
    <PopoverFilter label={id === null ? field : `${field}: ${name}`} isActive={id !== null}>
      {(close) => (
        <ContactChoice
          current={id === null ? null : (chosen ?? null)}
          onChoose={(contact) => {
            setFilters(contact ? { ...others, contact_id: contact.id } : others)
            close()
          }}
        />
      )}
    </PopoverFilter>
  )
}

interface ContactChoiceProps {
  readonly current: ContactRecord | null
  readonly onChoose: (contact: ContactRecord | null) => void
}

function ContactChoice({ current, onChoose }: ContactChoiceProps) {
  const translate = useTranslate()
  const [words, setWords] = useState('')
  const { data = [], isPending } = useGetList<ContactRecord>('contacts', {
    filter: words.trim() === '' ? {} : { q: words },
    pagination: { page: 1, perPage: 20 },
    sort: { field: 'last_name', order: 'ASC' },
  })
  return (
    <Autocomplete
      open
      disablePortal
      value={current}
      options={data}
      loading={isPending}
      getOptionLabel={(contact) => contactName(contact)}
      getOptionKey={(contact) => contact.id}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      filterOptions={(options) => options}
      onInputChange={(_event, value, reason) => reason === 'input' && setWords(value)}
      onChange={(_event, value) => onChoose(value)}
      slotProps={{
        popper: { sx: { position: 'static !important', transform: 'none !important' } },
        paper: { elevation: 0, sx: { boxShadow: 'none' } },
      }}
      renderInput={(params) => (
        <TextField {...params} label={translate('crm.field.contact')} autoFocus />
      )}
    />
  )
}
