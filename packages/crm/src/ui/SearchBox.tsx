import { InputAdornment, TextField } from '@mui/material'
import { useEvent, useListFilterContext, useTranslate } from 'ra-core'
import { useEffect, useRef, useState } from 'react'
import { SearchIcon } from './icons.ts'

const DEBOUNCE_MS = 300

/** Search words of the list around it, kept in the URL with the other filters. */
export function SearchBox({ label }: { readonly label: string }) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const current = typeof filterValues['q'] === 'string' ? filterValues['q'] : ''
  const [words, setWords] = useState(current)

  const submitted = useRef(current)

  // The URL may change without us: «clear», the back button. Our own words come back too, perhaps when more have been
  // typed; those must not overwrite what is in the box.
  useEffect(() => {
    if (current !== submitted.current) setWords(current)
    submitted.current = current
  }, [current])

  const submit = useEvent(() => {
    const { q: _former, ...others } = filterValues
    const next = words.trim()
    submitted.current = next
    setFilters(next === '' ? others : { ...others, q: next })
  })

  useEffect(() => {
    if (words.trim() === submitted.current) return
    const timer = setTimeout(submit, DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [words, submit])

  return (
    <TextField
      type="search"
      value={words}
      onChange={(event) => setWords(event.target.value)}
      placeholder={translate(label)}
      sx={{
        width: { xs: '100%', sm: 260 },
        flex: 'none',
        '& .MuiInputBase-root': { height: 34 },
        '& input': { textOverflow: 'ellipsis' },
      }}
      slotProps={{
        htmlInput: { 'aria-label': translate(label) },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
        },
      }}
    />
  )
}
