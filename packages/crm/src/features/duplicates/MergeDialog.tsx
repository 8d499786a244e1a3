import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Radio,
  RadioGroup,
  Typography,
} from '@mui/material'
import { type RaRecord, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { MergedResource } from '../../providers/types.ts'
import { differingFields, joined, type MergeField, proposedSide } from './merge-fields.ts'
import { recordName } from './record-name.ts'
import { useMerge } from './useMerge.tsx'
import { useValueText } from './useValueText.ts'

type Side = 'stays' | 'goes'

interface MergeDialogProps {
  readonly resource: MergedResource
  readonly pair: readonly [RaRecord, RaRecord]
  readonly onClose: () => void
}

/** Two side by side: which of them stays, and whose value for each field in which they differ. */
export function MergeDialog({ resource, pair, onClose }: MergeDialogProps) {
  const translate = useTranslate()
  const [place, setPlace] = useState<0 | 1>(0)
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({})
  const { merge, isMerging } = useMerge(resource)
  const stays = pair[place]
  const goes = pair[place === 0 ? 1 : 0]
  const differing = differingFields(resource, stays, goes)
  const sideOf = ({ source }: MergeField): Side =>
    chosen[source] ?? proposedSide(source, stays, goes)

  const confirm = async () => {
    const values = differing.map((field) => [
      field.source,
      (sideOf(field) === 'stays' ? stays : goes)[field.source] ?? null,
    ])
    const isDone = await merge(stays, goes, {
      ...joined(resource, stays, goes),
      ...Object.fromEntries(values),
    })
    if (isDone) onClose()
  }
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth>
      <DialogTitle>{translate('crm.duplicates.merge_title')}</DialogTitle>
      <DialogContent>
        <Choice
          label={translate('crm.duplicates.stays')}
          options={pair.map((record) => `${recordName(record)} (${record.id})`)}
          chosen={place}
          onChoose={(next) => {
            setPlace(next)
            // What was chosen meant sides that have changed places.
            setChosen({})
          }}
        />
        {differing.map((field) => (
          <FieldChoice
            key={field.source}
            field={field}
            pair={pair}
            chosen={sideOf(field) === 'stays' ? place : place === 0 ? 1 : 0}
            onChoose={(next) =>
              setChosen({ ...chosen, [field.source]: next === place ? 'stays' : 'goes' })
            }
          />
        ))}
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 2 }}>
          {translate(`crm.duplicates.moves_${resource}`)}
        </Typography>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="inherit" onClick={onClose}>
          {translate('crm.action.cancel')}
        </Button>
        <Button variant="contained" disabled={isMerging} onClick={() => void confirm()}>
          {translate('crm.duplicates.merge')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

interface FieldChoiceProps {
  readonly field: MergeField
  readonly pair: readonly [RaRecord, RaRecord]
  readonly chosen: 0 | 1
  readonly onChoose: (place: 0 | 1) => void
}

function FieldChoice({ field, pair, chosen, onChoose }: FieldChoiceProps) {
  const translate = useTranslate()
  const textOf = useValueText()
  return (
    <Choice
      label={translate(field.label)}
      options={pair.map((record) => textOf(field.source, record[field.source]))}
      chosen={chosen}
      onChoose={onChoose}
    />
  )
}

interface ChoiceProps {
  readonly label: string
  readonly options: readonly string[]
  readonly chosen: 0 | 1
  readonly onChoose: (place: 0 | 1) => void
}

function Choice({ label, options, chosen, onChoose }: ChoiceProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '130px 1fr' },
        alignItems: 'center',
        py: 0.5,
        borderBottom: '1px solid var(--v-border)',
      }}
    >
      <Typography variant="caption" aria-hidden sx={{ color: 'text.secondary' }}>
        {label}
      </Typography>
      <RadioGroup
        aria-label={label}
        value={chosen}
        onChange={(_event, value) => onChoose(Number(value) === 1 ? 1 : 0)}
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}
      >
        {options.map((option, place) => (
          <FormControlLabel
            // The two are told apart by their place alone.
            key={place === 0 ? 'first' : 'second'}
            value={place}
            control={<Radio size="small" />}
            label={option || '–'}
            sx={{
              '& .MuiFormControlLabel-label': { fontSize: '0.875rem', overflowWrap: 'anywhere' },
            }}
          />
        ))}
      </RadioGroup>
    </Box>
  )
}
