import { Box, InputAdornment, TextField, Typography } from '@mui/material'
import { type OpportunityStage, stageProbability } from '@valence/schema'
import { useTranslate } from 'ra-core'
import type { StageSettings } from '../../providers/types.ts'
import { DownIcon, UndoIcon, UpIcon } from '../../ui/icons.ts'
import { NamedIconButton } from '../../ui/NamedIconButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { isAdjustable, isOrdered, stageOrder } from '../settings/index.ts'
import { moved } from './setting-values.ts'

interface StagesPanelProps {
  readonly stages: StageSettings
  readonly onChange: (stages: StageSettings) => void
}

/** Labels, colours and probabilities of the stages, and the order of the open ones. The stages themselves are fixed. */
export function StagesPanel({ stages, onChange }: StagesPanelProps) {
  const translate = useTranslate()
  const order = stageOrder({ opportunityStages: stages })
  return (
    <Panel title={translate('crm.settings.stages')}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {translate('crm.settings.stages_hint')}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {order.map((stage) => (
          <StageRow
            key={stage}
            stage={stage}
            order={order.filter(isOrdered)}
            stages={stages}
            onChange={onChange}
          />
        ))}
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
        {translate('crm.settings.probability_hint')}
      </Typography>
    </Panel>
  )
}

interface StageRowProps extends StagesPanelProps {
  readonly stage: OpportunityStage
  /** Of the open ones. */
  readonly order: readonly OpportunityStage[]
}

function StageRow({ stage, order, stages, onChange }: StageRowProps) {
  const translate = useTranslate()
  const { labels = {}, colors = {}, probabilities = {} } = stages
  const usualName = translate(`crm.stage.${stage}`, { isUsual: true })
  const name = labels[stage] || usualName
  const place = order.indexOf(stage)
  const move = (to: number) => onChange({ ...stages, order: moved(order, place, to) })
  const setColour = (colour: string | undefined) => {
    const { [stage]: _former, ...others } = colors
    onChange({ ...stages, colors: colour === undefined ? others : { ...others, [stage]: colour } })
  }
  const setProbability = (text: string) => {
    const { [stage]: _former, ...others } = probabilities
    const percent = Math.min(100, Math.max(0, Math.round(Number(text))))
    const given = text === '' ? {} : { [stage]: percent }
    onChange({ ...stages, probabilities: { ...others, ...given } })
  }
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 0.5, flexWrap: 'wrap' }}>
      <TextField
        type="color"
        value={colors[stage] ?? usualColour(stage)}
        onChange={(event) => setColour(event.target.value)}
        slotProps={{
          htmlInput: {
            'aria-label': translate('crm.settings.colour_of', { name }),
            style: { width: 32, height: 24, padding: 4 },
          },
        }}
      />
      <TextField
        value={labels[stage] ?? ''}
        placeholder={usualName}
        onChange={(event) =>
          onChange({ ...stages, labels: { ...labels, [stage]: event.target.value } })
        }
        sx={{ flex: { xs: '1 0 calc(100% - 70px)', sm: '1 1 140px' } }}
        slotProps={{
          htmlInput: { 'aria-label': translate('crm.settings.own_label_of', { name }) },
        }}
      />
      <TextField
        type="number"
        value={isAdjustable(stage) ? (probabilities[stage] ?? '') : stageProbability[stage]}
        placeholder={String(stageProbability[stage])}
        disabled={!isAdjustable(stage)}
        onChange={(event) => setProbability(event.target.value)}
        sx={{ width: 96, ml: 'auto' }}
        slotProps={{
          input: { endAdornment: <InputAdornment position="end">%</InputAdornment> },
          htmlInput: {
            'aria-label': translate('crm.settings.probability_of', { name }),
            min: 0,
            max: 100,
            step: 1,
          },
        }}
      />
      <NamedIconButton
        label={translate('crm.settings.usual_colour', { name })}
        disabled={colors[stage] === undefined}
        onClick={() => setColour(undefined)}
      >
        <UndoIcon fontSize="small" />
      </NamedIconButton>
      <NamedIconButton
        label={translate('crm.settings.up', { name })}
        disabled={place < 1}
        onClick={() => move(place - 1)}
      >
        <UpIcon fontSize="small" />
      </NamedIconButton>
      <NamedIconButton
        label={translate('crm.settings.down', { name })}
        disabled={place === -1 || place === order.length - 1}
        onClick={() => move(place + 1)}
      >
        <DownIcon fontSize="small" />
      </NamedIconButton>
    </Box>
  )
}

/** The theme's, whatever the settings say. */
function usualColour(stage: OpportunityStage): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--v-stage-${stage}`).trim()
}
