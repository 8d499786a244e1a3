import { Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Encoding } from './decode-text.ts'
import { SEPARATORS, type Separator, type TextOptions } from './read-file.ts'

const ENCODINGS: readonly { readonly value: Encoding; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Latin-1 (Windows-1252)' },
  { value: 'utf-16le', label: 'UTF-16' },
]

const NAMES: Readonly<Record<Separator, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}

interface TextOptionInputsProps {
  readonly text: Required<TextOptions>
  readonly onChange: (options: TextOptions) => void
}

/** How a text file is read: found, and put right where letters or columns look wrong. */
export function TextOptionInputs({ text, onChange }: TextOptionInputsProps) {
  const translate = useTranslate()
  return (
    <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ gap: 1.5, mb: 1.5 }}>
      <TextField
        select
        size="small"
        label={translate('crm.import.separator')}
        value={text.separator}
        onChange={(event) => onChange({ ...text, separator: event.target.value as Separator })}
        slotProps={{ select: { native: true } }}
      >
        {SEPARATORS.map((separator) => (
          <option key={separator} value={separator}>
            {translate(`crm.import.separators.${NAMES[separator]}`)}
          </option>
        ))}
      </TextField>
      <TextField
        select
        size="small"
        label={translate('crm.import.encoding')}
        value={text.encoding}
        onChange={(event) => onChange({ ...text, encoding: event.target.value as Encoding })}
        slotProps={{ select: { native: true } }}
      >
        {ENCODINGS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </TextField>
    </Stack>
  )
}
