import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { OpportunityRecord } from '../../../providers/types.ts'
import { Figure } from '../../../ui/Figure.tsx'
import { today } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { useMoney } from '../../settings/index.ts'
import { dueDay, useTasksAbout } from '../../tasks/index.ts'
import { isPastClose } from '../stages.ts'
import { ProbabilityFigure } from './ProbabilityFigure.tsx'

/** What counts at a glance: amount, chance, day, next step. */
export function OpportunityFigures({ record }: { readonly record: OpportunityRecord }) {
  const translate = useTranslate()
  const money = useMoney()
  const { day } = useLocalFormat()
  const isLate = isPastClose(record.stage, record.expected_closing_date, today())
  const closeDay = record.actual_close_date ?? record.expected_closing_date
  return (
    <Panel isFlush>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(4, minmax(0, 1fr))' },
          rowGap: 2,
          p: 2,
        }}
      >
        <Figure label={translate('crm.field.amount')}>{money(record.amount) || '–'}</Figure>
        <Figure label={translate('crm.field.probability')}>
          <ProbabilityFigure record={record} />
        </Figure>
        <Figure
          label={translate(
            record.actual_close_date ? 'crm.field.actual_close' : 'crm.field.expected_close',
          )}
          isAlert={isLate}
          note={isLate ? translate('crm.opportunity.close_overdue') : null}
        >
          {day(closeDay) || '–'}
        </Figure>
        <NextStep record={record} />
      </Box>
    </Panel>
  )
}

/** What was said to be next; where nothing was, the nearest open task. */
function NextStep({ record }: { readonly record: OpportunityRecord }) {
  const translate = useTranslate()
  const { shortDay } = useLocalFormat()
  const { data: tasks } = useTasksAbout({ opportunity_id: record.id })
  const isSaid = record.next_action !== null || record.next_action_date !== null
  const nearest = isSaid ? undefined : tasks?.[0]
  const day = dueDay(nearest?.due_date) ?? record.next_action_date
  return (
    <Figure label={translate('crm.field.next_action')} note={shortDay(day) || null}>
      <Typography variant="body2" component="div" sx={{ fontWeight: 560, lineHeight: 1.4 }}>
        {record.next_action ?? nearest?.text ?? translate('crm.opportunity.no_next_action')}
      </Typography>
    </Figure>
  )
}
