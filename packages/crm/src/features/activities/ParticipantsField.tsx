import { Autocomplete, TextField } from '@mui/material'
import { useGetList, useGetMany, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { ContactRecord } from '../../providers/types.ts'
import { useAutocompleteWords } from '../../ui/useAutocompleteWords.ts'
import { contactName } from '../references/index.ts'

interface ParticipantsFieldProps {
  readonly contactIds: readonly number[]
  readonly onChange: (contactIds: readonly number[]) => void
}

const OFFERED = 10

/** The people who took part, found by typing. */
export function ParticipantsField({ contactIds, onChange }: ParticipantsFieldProps) {
  const translate = useTranslate()
  const autocompleteWords = useAutocompleteWords()
  const [words, setWords] = useState('')
  const { data: offered = [], isFetching } = useGetList<ContactRecord>('contacts', {
    filter: words ? { q: words } : {},
    sort: { field: 'last_name', order: 'ASC' },
    pagination: { page: 1, perPage: OFFERED },
  })
  const { data: chosen = [] } = useGetMany<ContactRecord>('contacts', { ids: [...contactIds] })
  return (
    <Autocomplete
      {...autocompleteWords}
      multiple
      size="small"
      value={chosen.filter(Boolean)}
      options={offered}
      loading={isFetching}
      filterSelectedOptions
      filterOptions={(options) => options}
      getOptionKey={(contact) => contact.id}
      getOptionLabel={(contact) => contactName(contact) || translate('crm.contact.unnamed')}
      isOptionEqualToValue={(contact, other) => contact.id === other.id}
      onInputChange={(_event, value, reason) => setWords(reason === 'input' ? value : '')}
      onChange={(_event, contacts) => onChange(contacts.map(({ id }) => id))}
      renderInput={(params) => (
        <TextField {...params} label={translate('crm.activity.participants')} />
      )}
    />
  )
}
