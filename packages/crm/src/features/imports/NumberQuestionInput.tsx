import { Alert, FormControlLabel, Radio, RadioGroup } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import type { NumberQuestion } from './questions.ts'
import { useFieldName } from './useFieldName.ts'

interface NumberQuestionInputProps {
  readonly question: NumberQuestion
  readonly value: '.' | ',' | undefined
  readonly onChange: (decimal: '.' | ',') => void
}

/** Whether 1.234 is over a thousand, or little over one: with what each reading gives. */
export function NumberQuestionInput({ question, value, onChange }: NumberQuestionInputProps) {
  const translate = useTranslate()
  const { locale } = useLocalFormat()
  const { fieldName } = useFieldName()
  const { sign, text, field, asDecimal, asThousands } = question
  const other = sign === '.' ? ',' : '.'
  const number = (read: number) => read.toLocaleString(locale, { maximumFractionDigits: 3 })
  const title = translate('crm.import.number_question', { text, field: fieldName(field) })
  return (
    <Alert severity={value ? 'info' : 'warning'} variant="outlined" sx={{ mb: 1 }}>
      {title}
      <RadioGroup
        aria-label={title}
        value={value ?? ''}
        onChange={(_, decimal) => onChange(decimal as '.' | ',')}
      >
        <FormControlLabel
          value={other}
          control={<Radio size="small" />}
          label={translate('crm.import.number_thousands', { text, number: number(asThousands) })}
          slotProps={{ typography: { variant: 'body2' } }}
        />
        <FormControlLabel
          value={sign}
          control={<Radio size="small" />}
          label={translate('crm.import.number_decimal', { text, number: number(asDecimal) })}
          slotProps={{ typography: { variant: 'body2' } }}
        />
      </RadioGroup>
    </Alert>
  )
}
