import { repeatUnits } from '@valence/schema'
import { maxValue, minValue, useTranslate } from 'ra-core'
import { NumberInput, SelectInput } from 'react-admin'
import { useWatch } from 'react-hook-form'
import { FieldPair } from './FieldPair.tsx'

/** As the database takes it. */
const MOST = 365
const validateCount = [minValue(1), maxValue(MOST)]

/** Whether a task comes back once it is done, and after how many days, weeks or months. */
export function RepeatInputs() {
  const translate = useTranslate()
  const unit: unknown = useWatch({ name: 'repeat_unit' })
  return (
    <FieldPair>
      <SelectInput
        source="repeat_unit"
        label="crm.task.repeat"
        choices={repeatUnits.map((value) => ({ id: value, name: `crm.task.units.${value}` }))}
        emptyText={translate('crm.task.no_repeat')}
        helperText={false}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      />
      {unit ? (
        <NumberInput
          source="repeat_every"
          label="crm.task.repeat_every"
          defaultValue={1}
          validate={validateCount}
          min={1}
          max={MOST}
          helperText={false}
        />
      ) : null}
    </FieldPair>
  )
}
