import { Box, Skeleton, Typography } from '@mui/material'
import type { OpportunityStage } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { Pipeline } from '../../providers/types.ts'
import { FigureTable } from '../../ui/FigureTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Dot } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useConfiguration, useMoney } from '../settings/index.ts'
import { liveStages } from './sums.ts'

const STALE_LIST = `/opportunities?filter=${encodeURIComponent(JSON.stringify({ stale: true }))}`

interface PipelinePanelProps {
  readonly pipeline: Pipeline | undefined
  /** How many opportunities have been in their stage for too long. */
  readonly stale: number | undefined
}

/** The pipeline by stage: a table whose amounts are bars, the darker part of each being its weighted amount. */
export function PipelinePanel({ pipeline, stale }: PipelinePanelProps) {
  const translate = useTranslate()
  const { stageOrder } = useConfiguration()
  // What is closed is told by month, in the panel below.
  const stages = stageOrder.filter((stage) => liveStages.includes(stage))
  if (!pipeline) {
    return (
      <Panel title={translate('crm.dashboard.pipeline')}>
        <Skeleton variant="rounded" height={260} />
      </Panel>
    )
  }
  const largest = Math.max(1, ...stages.map((stage) => pipeline.stages[stage].amount))
  const heads = ['stage', 'count', 'amount', 'weighted'] as const
  return (
    <Panel
      title={translate('crm.dashboard.pipeline')}
      action={
        stale ? (
          <TextLink to={STALE_LIST}>
            {translate('crm.stale.count', { smart_count: stale })}
          </TextLink>
        ) : null
      }
    >
      <FigureTable
        sx={{
          '& th, & td': { py: 0.625, px: 0.5 },
        }}
      >
        <caption style={{ position: 'absolute', clip: 'rect(0 0 0 0)', width: 1, height: 1 }}>
          {translate('crm.dashboard.pipeline_caption')}
        </caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {translate(`crm.dashboard.head_${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <StageRow key={stage} stage={stage} pipeline={pipeline} largest={largest} />
          ))}
        </tbody>
      </FigureTable>
    </Panel>
  )
}

interface StageRowProps {
  readonly stage: OpportunityStage
  readonly pipeline: Pipeline
  readonly largest: number
}

function StageRow({ stage, pipeline, largest }: StageRowProps) {
  const translate = useTranslate()
  const money = useMoney()
  const { count, amount, weighted } = pipeline.stages[stage]
  const colour = `var(--v-stage-${stage})`
  const width = (value: number) => `${(100 * value) / largest}%`
  const filter = encodeURIComponent(JSON.stringify({ stage }))
  return (
    <tr>
      <Box component="th" scope="row" sx={{ width: { xs: '38%', sm: '52%' } }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <Dot colour={colour} />
          <Box
            component={Link}
            to={`/opportunities?filter=${filter}`}
            sx={{
              width: { xs: 'auto', sm: 110 },
              flex: 'none',
              textDecoration: 'none',
              color: 'text.primary',
              fontWeight: 530,
              '&:hover': { textDecoration: 'underline' },
            }}
          >
            {translate(`crm.stage.${stage}`)}
          </Box>
          <Box
            aria-hidden
            sx={{
              display: { xs: 'none', sm: 'block' },
              flex: 1,
              height: 14,
              borderRadius: '4px',
              bgcolor: 'var(--v-sunken)',
              position: 'relative',
              overflow: 'hidden',
              '&::before, &::after': { content: '""', position: 'absolute', inset: 0 },
              '&::before': { right: 'auto', width: width(amount), bgcolor: colour, opacity: 0.38 },
              '&::after': { right: 'auto', width: width(weighted), bgcolor: colour },
            }}
          />
        </Box>
      </Box>
      <Box component="td" className="number" sx={{ color: 'text.secondary' }}>
        {count}
      </Box>
      <td className="number">
        <Typography component="span" sx={{ fontSize: 'inherit', fontWeight: 580 }}>
          {money(amount, true)}
        </Typography>
      </td>
      <Box component="td" className="number" sx={{ color: 'text.secondary' }}>
        {money(weighted, true)}
      </Box>
    </tr>
  )
}
