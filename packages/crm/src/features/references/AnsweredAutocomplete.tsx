import type { AutocompleteProps } from '@mui/material/Autocomplete'
import { useChoicesContext } from 'ra-core'
import { type ComponentProps, useRef } from 'react'
import { AutocompleteInput } from 'react-admin'

type Handlers = AutocompleteProps<unknown, false, false, false>

/**
 * An AutocompleteInput in which Enter takes nothing while the search for what is typed is under way: what is offered then
 * answers what was typed before.
 */
export function AnsweredAutocomplete(props: ComponentProps<typeof AutocompleteInput>) {
  const { filterValues, isFetching } = useChoicesContext()
  /** What somebody typed since the last choice. */
  const typed = useRef<string | null>(null)
  const onInputChange: Handlers['onInputChange'] = (_event, text, reason) => {
    typed.current = reason === 'input' ? text : null
  }
  const onKeyDown: Handlers['onKeyDown'] = (event) => {
    if (event.key !== 'Enter' || typed.current === null) return
    if (!isFetching && typed.current === (filterValues?.['q'] ?? '')) return
    // Nor does it send the form.
    event.preventDefault()
    event.defaultMuiPrevented = true
  }
  return <AutocompleteInput {...props} onInputChange={onInputChange} onKeyDown={onKeyDown} />
}
