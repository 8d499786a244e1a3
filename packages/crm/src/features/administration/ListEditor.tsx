import { Box, Button, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { AddIcon, DeleteIcon, DownIcon, UpIcon } from '../../ui/icons.ts'
import { NamedIconButton } from '../../ui/NamedIconButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type EditedChoice, moved, problemOf, usesOf } from './setting-values.ts'

const NEW_COLOUR = '#8fb8de'

interface ListEditorProps {
  readonly title: string
  readonly choices: readonly EditedChoice[]
  /** Entries as they are saved: the counts are about their values and labels. */
  readonly saved: readonly EditedChoice[]
  readonly hasColours: boolean
  /** How many records hold each value; undefined while it is not known, when nothing can be removed. */
  readonly uses: Readonly<Record<string, number>> | undefined
  readonly onChange: (choices: readonly EditedChoice[]) => void
}

/** A list of values: their labels, colours and order. One that records hold cannot be removed. */
export function ListEditor(props: ListEditorProps) {
  const { title, choices, hasColours, onChange } = props
  const translate = useTranslate()
  const problem = problemOf(choices)
  const add = () => {
    const key = crypto.randomUUID()
    onChange([
      ...choices,
      { key, value: '', label: '', ...(hasColours ? { color: NEW_COLOUR } : {}) },
    ])
  }
  return (
    <Panel title={title}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {choices.map((choice, place) => (
          <ChoiceRow key={choice.key} {...props} choice={choice} place={place} />
        ))}
      </Box>
      {problem ? (
        <Typography role="alert" variant="body2" sx={{ color: 'error.main', mt: 1 }}>
          {translate(`crm.settings.problem.${problem}`)}
        </Typography>
      ) : null}
      <Button size="small" startIcon={<AddIcon />} onClick={add} sx={{ mt: 1 }}>
        {translate('crm.settings.add_to', { name: title })}
      </Button>
    </Panel>
  )
}

interface ChoiceRowProps extends ListEditorProps {
  readonly choice: EditedChoice
  readonly place: number
}

function ChoiceRow(props: ChoiceRowProps) {
  const { title, choices, saved, hasColours, uses, onChange, choice, place } = props
  const translate = useTranslate()
  const former = saved.find(({ key }) => key === choice.key)
  const count = former && uses ? usesOf(former, uses) : 0
  const isLocked = former !== undefined && (uses === undefined || count > 0)
  const name = choice.label || translate('crm.settings.unnamed')
  const change = (changes: Partial<EditedChoice>) =>
    onChange(choices.map((other) => (other === choice ? { ...other, ...changes } : other)))
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 0.5, flexWrap: 'wrap' }}>
      {hasColours ? (
        <TextField
          type="color"
          value={choice.color ?? NEW_COLOUR}
          onChange={(event) => change({ color: event.target.value })}
          slotProps={{
            htmlInput: {
              'aria-label': translate('crm.settings.colour_of', { name }),
              style: { width: 32, height: 24, padding: 4 },
            },
          }}
        />
      ) : null}
      <TextField
        value={choice.label}
        onChange={(event) => change({ label: event.target.value })}
        sx={{ flex: { xs: '1 0 calc(100% - 70px)', sm: '1 1 140px' } }}
        slotProps={{
          htmlInput: {
            'aria-label': translate('crm.settings.label_of', { list: title, place: place + 1 }),
          },
        }}
      />
      <Typography
        variant="caption"
        sx={{ color: 'text.secondary', width: 84, ml: 'auto', textAlign: 'right' }}
      >
        {count > 0 ? translate('crm.settings.used', { smart_count: count }) : ''}
      </Typography>
      <NamedIconButton
        label={translate('crm.settings.up', { name })}
        disabled={place === 0}
        onClick={() => onChange(moved(choices, place, place - 1))}
      >
        <UpIcon fontSize="small" />
      </NamedIconButton>
      <NamedIconButton
        label={translate('crm.settings.down', { name })}
        disabled={place === choices.length - 1}
        onClick={() => onChange(moved(choices, place, place + 1))}
      >
        <DownIcon fontSize="small" />
      </NamedIconButton>
      <NamedIconButton
        label={
          count > 0
            ? translate('crm.settings.in_use', { name, smart_count: count })
            : translate('crm.settings.remove', { name })
        }
        aria-disabled={isLocked}
        onClick={() => {
          if (!isLocked) onChange(choices.filter((other) => other !== choice))
        }}
        sx={isLocked ? { opacity: 0.4 } : {}}
      >
        <DeleteIcon fontSize="small" />
      </NamedIconButton>
    </Box>
  )
}
