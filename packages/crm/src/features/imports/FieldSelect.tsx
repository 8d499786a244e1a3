import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ImportSection } from '../../providers/types.ts'
import { importFields } from './fields.ts'
import { useFieldName } from './useFieldName.ts'

const SECTIONS: readonly ImportSection[] = [
  'contact',
  'organization',
  'opportunity',
  'note',
  'task',
]

interface FieldSelectProps {
  readonly header: string
  readonly value: string
  readonly onChange: (id: string) => void
}

/** What a column is. The browser's own select: a file may have dozens of columns, and each offers dozens of fields. */
export function FieldSelect({ header, value, onChange }: FieldSelectProps) {
  const translate = useTranslate()
  const { sectionName, fieldName } = useFieldName()
  return (
    <TextField
      select
      size="small"
      fullWidth
      value={value}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{
        select: { native: true },
        htmlInput: { 'aria-label': translate('crm.import.column_is', { name: header }) },
      }}
    >
      <option value="">{translate('crm.import.nothing')}</option>
      {SECTIONS.map((section) => (
        <optgroup key={section} label={sectionName(section)}>
          {importFields
            .filter((field) => field.section === section)
            .map(({ id }) => (
              <option key={id} value={id}>
                {fieldName(id)}
              </option>
            ))}
        </optgroup>
      ))}
    </TextField>
  )
}
