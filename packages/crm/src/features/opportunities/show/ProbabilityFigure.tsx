import { Box, Button, LinearProgress, Typography } from '@mui/material'
import { useNotify, useTranslate } from 'ra-core'
import type { OpportunityRecord } from '../../../providers/types.ts'
import { useMayWrite } from '../../../ui/useMayWrite.ts'
import { useConfiguration } from '../../settings/index.ts'
import { isClosed } from '../stages.ts'
import { InlineCell } from '../table/InlineCell.tsx'
import { useInlineEdit } from '../table/useInlineEdit.tsx'

/** The probability: by the stage, set by hand where it stands, and back to the stage. */
export function ProbabilityFigure({ record }: { readonly record: OpportunityRecord }) {
  const translate = useTranslate()
  const notify = useNotify()
  const edit = useInlineEdit()
  const mayWrite = useMayWrite()
  const label = translate('crm.field.probability')
  const percent = translate('crm.percent', { value: record.probability })
  const byStage = useConfiguration().stageProbabilities[record.stage]

  const save = (value: string) => {
    const probability = Number(value)
    if (value === '' || !Number.isInteger(probability) || probability < 0 || probability > 100) {
      notify('crm.opportunity.probability_range', { type: 'warning' })
      return
    }
    void edit(record, { probability, probability_manual: true })
  }
  const note = record.probability_manual
    ? 'crm.opportunity.probability_manual'
    : 'crm.opportunity.probability_stage'
  return (
    <>
      {isClosed(record.stage) ? (
        percent
      ) : (
        <Box sx={{ width: 'fit-content' }}>
          <InlineCell label={label} type="number" value={String(record.probability)} onSave={save}>
            {percent}
          </InlineCell>
        </Box>
      )}
      <LinearProgress
        variant="determinate"
        value={record.probability}
        aria-label={label}
        sx={{ height: 4, borderRadius: 2, my: 0.5, maxWidth: 110 }}
      />
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {translate(isClosed(record.stage) ? 'crm.opportunity.probability_closed' : note)}
      </Typography>
      {mayWrite && record.probability_manual && !isClosed(record.stage) ? (
        <Button
          size="small"
          sx={{ px: 0.5, ml: -0.5, minHeight: 24, py: 0 }}
          onClick={() => void edit(record, { probability: byStage, probability_manual: false })}
        >
          {translate('crm.opportunity.probability_reset', { percent: byStage })}
        </Button>
      ) : null}
    </>
  )
}
