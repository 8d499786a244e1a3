import { TextField } from '@mui/material'

interface PlainSelectProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly help?: string | undefined
  /** Its label is said, and not shown. */
  readonly isBare?: boolean
  readonly onChange: (value: string) => void
}

/** The browser's own select, with a name. */
export function PlainSelect({ label, value, options, help, isBare, onChange }: PlainSelectProps) {
  return (
    <TextField
      select
      size="small"
      fullWidth
      {...(isBare ? {} : { label })}
      value={value}
      helperText={help}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{
        select: { native: true },
        inputLabel: { shrink: true },
        ...(isBare ? { htmlInput: { 'aria-label': label } } : {}),
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </TextField>
  )
}
