import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ImportReading } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { ImportDraft } from './import-session.ts'
import { PlainSelect } from './PlainSelect.tsx'
import type { FieldQuestions, ValueQuestion } from './questions.ts'
import { useFieldName } from './useFieldName.ts'
import { useValueOptions } from './useValueOptions.ts'

/** What a select says for «nobody said anything yet». */
const UNSAID = '?'
const EMPTY = '-'

interface ValuesPanelProps {
  readonly draft: ImportDraft
  readonly onReading: (reading: ImportReading) => void
}

/** What the values of a file are that are none of ours: stages, statuses, owners … */
export function ValuesPanel({ draft, onReading }: ValuesPanelProps) {
  const translate = useTranslate()
  const { questions, reading } = draft
  if (questions.values.length === 0) return null
  return (
    <Panel title={translate('crm.import.values')}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5 }}>
        {translate('crm.import.values_hint')}
      </Typography>
      {questions.values.map((asked) => (
        <FieldValues
          key={asked.field.id}
          asked={asked}
          chosen={reading.values?.[asked.field.id] ?? {}}
          onChange={(values) =>
            onReading({ ...reading, values: { ...reading.values, [asked.field.id]: values } })
          }
        />
      ))}
    </Panel>
  )
}

interface FieldValuesProps {
  readonly asked: FieldQuestions
  readonly chosen: Readonly<Record<string, string>>
  readonly onChange: (values: Readonly<Record<string, string>>) => void
}

function FieldValues({ asked: { field, values }, chosen, onChange }: FieldValuesProps) {
  const translate = useTranslate()
  const { fieldName } = useFieldName()
  const { options, isOpen } = useValueOptions(field)
  const choose = (folded: string, value: string) => {
    const { [folded]: _, ...rest } = chosen
    if (value === UNSAID) onChange(rest)
    else onChange({ ...rest, [folded]: value === EMPTY ? '' : value })
  }
  const shown = ({ folded, suggestion }: ValueQuestion) => {
    const value = chosen[folded] ?? suggestion
    if (value === null || value === undefined) return UNSAID
    return value === '' ? EMPTY : value
  }
  return (
    <Box role="group" aria-label={fieldName(field.id)} sx={{ mb: 1.5 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {fieldName(field.id)}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {values.map((value) => (
          <Box component="li" key={value.folded} sx={ROW}>
            <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
              {value.text}{' '}
              <Box component="span" sx={{ color: 'text.secondary' }}>
                (
                {translate('crm.import.file_rows', {
                  smart_count: value.count,
                  count: value.count,
                })}
                )
              </Box>
            </Typography>
            <PlainSelect
              isBare
              label={translate('crm.import.value_is', { name: value.text })}
              value={shown(value)}
              options={[
                {
                  value: UNSAID,
                  label: translate(isOpen ? 'crm.import.value_new' : 'crm.import.value_unsaid'),
                },
                { value: EMPTY, label: translate('crm.import.value_empty') },
                ...options,
              ]}
              onChange={(chosenValue) => choose(value.folded, chosenValue)}
            />
          </Box>
        ))}
      </Box>
    </Box>
  )
}

const ROW = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' },
  gap: { xs: 0.5, sm: 2 },
  alignItems: 'center',
  py: 0.75,
} as const
