import { InputAdornment } from '@mui/material'
import { useTranslate, type Validator } from 'ra-core'
import { NumberInput } from 'react-admin'

interface ProbabilityInputProps {
  /** What the stage says, in percent. */
  readonly byStage: number
  /** Closed opportunities are at 100 or 0, whatever anyone writes. */
  readonly isFixed: boolean
  readonly validate: Validator[]
}

/** Someone's own probability. Empty means that it follows the stage. */
export function ProbabilityInput({ byStage, isFixed, validate }: ProbabilityInputProps) {
  const translate = useTranslate()
  return (
    <NumberInput
      source="own_probability"
      label="crm.field.probability"
      placeholder={String(byStage)}
      validate={validate}
      disabled={isFixed}
      min={0}
      max={100}
      step={1}
      helperText={translate(
        isFixed ? 'crm.opportunity.probability_fixed' : 'crm.opportunity.probability_help',
        { percent: byStage },
      )}
      slotProps={{
        inputLabel: { shrink: true },
        input: { endAdornment: <InputAdornment position="end">%</InputAdornment> },
      }}
    />
  )
}
