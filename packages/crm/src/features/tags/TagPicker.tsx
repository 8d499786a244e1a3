import { Autocomplete, Box, Chip, createFilterOptions, TextField } from '@mui/material'
import type { Tag } from '@valence/schema'
import { useCreate, useTranslate } from 'ra-core'
import { Dot } from '../../ui/SoftChip.tsx'
import { useAutocompleteWords } from '../../ui/useAutocompleteWords.ts'
import { useMayWrite } from '../../ui/useMayWrite.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { nextColour } from './tag-colours.ts'
import { useTags } from './useTags.ts'

interface TagPickerProps {
  readonly ids: readonly number[]
  readonly onChange: (ids: number[]) => void
}

type Option = Tag & { readonly isNew?: boolean }

const filterOptions = createFilterOptions<Option>()

/** Chooses tags; a name that does not exist yet can be made a tag on the spot. */
export function TagPicker({ ids, onChange }: TagPickerProps) {
  const translate = useTranslate()
  const autocompleteWords = useAutocompleteWords()
  const notifyError = useNotifyError()
  const tags = useTags()
  const mayWrite = useMayWrite()
  const [create] = useCreate<Tag>()
  const chosen = ids.flatMap((id) => tags.find((tag) => tag.id === id) ?? [])

  const change = async (options: readonly Option[]) => {
    const added = options.find((option) => option.isNew)
    const known = options.filter((option) => !option.isNew).map((option) => option.id)
    if (!added) return onChange(known)
    try {
      const data = { name: added.name, color: nextColour(tags.length) }
      const made = await create('tags', { data }, { returnPromise: true })
      if (made) onChange([...known, Number(made.id)])
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <Autocomplete<Option, true>
      {...autocompleteWords}
      multiple
      readOnly={!mayWrite}
      size="small"
      value={chosen}
      options={[...tags]}
      getOptionLabel={(option) => option.name}
      getOptionKey={(option) => option.id}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      filterOptions={(options, state) => {
        const found = filterOptions(options, state)
        const name = state.inputValue.trim()
        const isKnown = tags.some((tag) => tag.name.toLowerCase() === name.toLowerCase())
        return name === '' || isKnown ? found : [...found, { id: 0, name, color: '', isNew: true }]
      }}
      onChange={(_event, options) => void change(options)}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ gap: 1 }}>
          {option.isNew ? (
            translate('crm.tag.create', { name: option.name })
          ) : (
            <>
              <Dot colour={option.color} />
              {option.name}
            </>
          )}
        </Box>
      )}
      renderValue={(value, getItemProps) =>
        value.map((option, index) => {
          const { key, ...props } = getItemProps({ index })
          return (
            <Chip
              key={key}
              size="small"
              label={option.name}
              icon={<Dot colour={option.color} />}
              {...props}
              sx={{ pl: 0.75 }}
            />
          )
        })
      }
      renderInput={(params) => <TextField {...params} label={translate('crm.field.tags')} />}
    />
  )
}
