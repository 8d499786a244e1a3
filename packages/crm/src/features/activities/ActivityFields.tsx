import { Box, MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useLengthNote } from '../../ui/useLengthNote.ts'
import { useConfiguration } from '../settings/index.ts'
import { commonTypes } from './activity-types.ts'
import type { ActivityValues } from './activity-values.ts'

interface ActivityFieldsProps {
  readonly values: ActivityValues
  readonly onChange: (change: Partial<ActivityValues>) => void
  /** A note that stays a note: old clients know it as one. */
  readonly isTypeFixed?: boolean
}

const SENTIMENTS = ['positive', 'neutral', 'negative'] as const

/** What is known of an activity beside its text. How long it took and how it went are asked of no note. */
export function ActivityFields({ values, onChange, isTypeFixed = false }: ActivityFieldsProps) {
  const translate = useTranslate()
  const { hiddenTypes } = useConfiguration()
  // An entry keeps its type, also where it is not offered any more.
  const offered = commonTypes.filter((type) => type === values.type || !hiddenTypes.includes(type))
  const subject = useLengthNote('activities', 'subject')
  const outcome = useLengthNote('activities', 'outcome')
  const field = (name: keyof ActivityValues) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  })
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.25,
        mt: 1.25,
        gridTemplateColumns: { xs: '1fr 1fr', sm: '150px minmax(0, 1fr) 160px' },
      }}
    >
      <TextField
        select
        label={translate('crm.field.type')}
        disabled={isTypeFixed}
        {...field('type')}
      >
        {offered.map((name) => (
          <MenuItem key={name} value={name}>
            {translate(`crm.activity_type.${name}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={translate('crm.activity.subject')}
        sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' }, order: { xs: -1, sm: 0 } }}
        {...field('subject')}
        {...subject(values.subject)}
      />
      <TextField
        type="date"
        label={translate('crm.field.date')}
        slotProps={{ inputLabel: { shrink: true } }}
        {...field('day')}
      />
      {values.type === 'note' ? null : (
        <>
          <TextField
            type="number"
            label={translate('crm.activity.duration')}
            slotProps={{ htmlInput: { min: 0, step: 5 } }}
            {...field('minutes')}
          />
          <TextField
            label={translate('crm.activity.outcome')}
            sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}
            {...field('outcome')}
            {...outcome(values.outcome)}
          />
          <TextField select label={translate('crm.activity.sentiment')} {...field('sentiment')}>
            <MenuItem value="">{translate('crm.activity.no_sentiment')}</MenuItem>
            {SENTIMENTS.map((name) => (
              <MenuItem key={name} value={name}>
                {translate(`crm.activity.sentiments.${name}`)}
              </MenuItem>
            ))}
          </TextField>
        </>
      )}
    </Box>
  )
}
