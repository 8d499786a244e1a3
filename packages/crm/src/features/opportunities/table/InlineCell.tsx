import { ButtonBase, MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useMayWrite } from '../../../ui/useMayWrite.ts'

export interface InlineChoice {
  readonly value: string
  readonly label: string
}

interface InlineCellProps {
  /** The field's name in the reader's language. */
  readonly label: string
  /** The value as an input holds it. */
  readonly value: string
  /** The value as it is read. */
  readonly children: ReactNode
  readonly type?: 'text' | 'number' | 'date'
  /** A choice instead of an input. */
  readonly choices?: readonly InlineChoice[]
  readonly align?: 'left' | 'right'
  readonly onSave: (value: string) => void
}

/** A value that is edited where it stands: press it, Enter or leaving saves, Escape does not. */
export function InlineCell(props: InlineCellProps) {
  const translate = useTranslate()
  const mayWrite = useMayWrite()
  const [isEditing, setEditing] = useState(false)
  const { label, value, children, align = 'left' } = props
  if (!mayWrite) return value === '' ? '–' : children
  if (isEditing) return <CellEditor {...props} onClose={() => setEditing(false)} />
  return (
    <ButtonBase
      onClick={() => setEditing(true)}
      title={translate('crm.table.edit_field', { name: label })}
      sx={{
        justifyContent: align === 'right' ? 'flex-end' : 'flex-start',
        width: 'max-content',
        minWidth: 'max(44px, 100%)',
        minHeight: 28,
        mx: -0.75,
        px: 0.75,
        borderRadius: '6px',
        font: 'inherit',
        textAlign: align,
        whiteSpace: 'nowrap',
        '&:hover, &:focus-visible': { boxShadow: 'inset 0 0 0 1px var(--v-border)' },
      }}
    >
      {value === '' ? '–' : children}
    </ButtonBase>
  )
}

function CellEditor({
  label,
  value,
  type = 'text',
  choices,
  onSave,
  onClose,
}: InlineCellProps & { readonly onClose: () => void }) {
  const [draft, setDraft] = useState(value)
  const finish = (next: string) => {
    onClose()
    if (next !== value) onSave(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      finish(draft)
    }
  }
  if (choices) {
    return (
      <TextField
        select
        autoFocus
        variant="standard"
        value={value}
        onChange={(event) => finish(event.target.value)}
        slotProps={{
          htmlInput: { 'aria-label': label },
          select: { defaultOpen: true, onClose },
        }}
        sx={{ minWidth: 120 }}
      >
        {choices.map((choice) => (
          <MenuItem key={choice.value} value={choice.value}>
            {choice.label}
          </MenuItem>
        ))}
      </TextField>
    )
  }
  return (
    <TextField
      autoFocus
      // What is typed replaces what was there: 90 typed behind 60 would be 6090.
      onFocus={({ target }) => target.select()}
      variant="standard"
      type={type}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(draft)}
      slotProps={{ htmlInput: { 'aria-label': label, ...(type === 'number' ? { min: 0 } : {}) } }}
      sx={{ minWidth: type === 'date' ? 140 : 100 }}
    />
  )
}
