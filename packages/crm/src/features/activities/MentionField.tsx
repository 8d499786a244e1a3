import { ListItemText, MenuItem, MenuList, Paper, Popper, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { MentionableUser } from '../../providers/types.ts'
import { useLengthNote } from '../../ui/useLengthNote.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { type MentionQuery, mentionQueryAt, usersFor } from './mention-query.ts'
import { useMentionable } from './useMentionable.ts'

interface MentionFieldProps {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly label: string
  readonly placeholder?: string
  readonly minRows: number
}

/**
 * A text in which `@` offers users to mention: arrows choose, Enter takes, Escape leaves it as typed. A text area may not have the
 * role of a combobox, so it says by itself that there is a list, and a status says how long that is.
 */
export function MentionField({ value, onChange, label, placeholder, minRows }: MentionFieldProps) {
  const translate = useTranslate()
  const listId = useId()
  const note = useLengthNote('activities', 'description')
  const field = useRef<HTMLTextAreaElement>(null)
  const [query, setQuery] = useState<MentionQuery | null>(null)
  const [place, setPlace] = useState(0)
  // Where one was left as typed, so that the next letter does not bring the list back.
  const [left, setLeft] = useState<number | null>(null)
  const users = useMentionable(query !== null)
  const offered = query ? usersFor(query.typed, users) : []
  const isOpen = offered.length > 0
  const chosen = offered[Math.min(place, offered.length - 1)]

  const look = () => {
    const area = field.current
    const next =
      area && area.selectionStart === area.selectionEnd
        ? mentionQueryAt(area.value, area.selectionStart)
        : null
    const isLeft = next !== null && next.from === left
    if (!isLeft) setLeft(null)
    const looked = isLeft ? null : next
    if (looked?.from === query?.from && looked?.typed === query?.typed) return
    setQuery(looked)
    setPlace(0)
  }
  const take = (user: MentionableUser) => {
    const area = field.current
    if (!area || !query) return
    area.focus()
    // As one would type it, so that the caret is behind it.
    area.setRangeText(`${user.label} `, query.from, query.to, 'end')
    setQuery(null)
    onChange(area.value)
  }
  const leave = () => {
    setLeft(query?.from ?? null)
    setQuery(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    if (!isOpen || !chosen || !isPlain || event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: offered.length - 1 }[event.key]
    if (step) setPlace((offered.indexOf(chosen) + step) % offered.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen)
    else if (event.key === 'Escape') leave()
    else return
    event.preventDefault()
    // Escape would close the dialog as well.
    event.stopPropagation()
  }
  const optionId = (user: MentionableUser) => `${listId}-${user.id}`
  return (
    <>
      <TextField
        fullWidth
        multiline
        autoFocus
        minRows={minRows}
        value={value}
        {...note(value)}
        placeholder={placeholder}
        onChange={(event) => {
          onChange(event.target.value)
          look()
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setQuery(null)}
        inputRef={field}
        slotProps={{
          htmlInput: {
            'aria-label': label,
            'aria-autocomplete': 'list',
            'aria-haspopup': 'listbox',
            'aria-controls': isOpen ? listId : undefined,
            'aria-activedescendant': isOpen && chosen ? optionId(chosen) : undefined,
            // Also when the caret moves and nothing is typed.
            onSelect: look,
          },
        }}
      />
      <VisuallyHidden>
        <span role="status">
          {isOpen ? translate('crm.mention.offered', { smart_count: offered.length }) : ''}
        </span>
      </VisuallyHidden>
      <Popper
        open={isOpen}
        anchorEl={() => field.current ?? document.body}
        // Panels clip what leaves them, and what is outside of all landmarks is found by no one who listens.
        container={() => field.current?.closest('[role="dialog"], main') ?? document.body}
        placement="bottom-start"
        sx={{ zIndex: 'tooltip' }}
      >
        <Paper
          elevation={8}
          sx={{ minWidth: 200, maxWidth: '90vw', border: '1px solid var(--v-border)' }}
        >
          <MenuList
            id={listId}
            dense
            role="listbox"
            aria-label={translate('crm.mention.list')}
            autoFocusItem={false}
            tabIndex={-1}
            // The caret stays in the text.
            onMouseDown={(event) => event.preventDefault()}
          >
            {offered.map((user) => (
              <MenuItem
                key={user.id}
                id={optionId(user)}
                role="option"
                tabIndex={-1}
                selected={user === chosen}
                aria-selected={user === chosen}
                onClick={() => take(user)}
              >
                <ListItemText>{user.label.slice(1)}</ListItemText>
              </MenuItem>
            ))}
          </MenuList>
        </Paper>
      </Popper>
    </>
  )
}
