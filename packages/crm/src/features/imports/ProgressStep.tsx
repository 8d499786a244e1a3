import { Box, Button, LinearProgress, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import type { ImportReport } from './import-report.ts'
import { useTimeLeft } from './useTimeLeft.ts'

interface ProgressStepProps {
  /** Nothing is written: it is only checked. */
  readonly isDry: boolean
  readonly report: ImportReport
  readonly onStop: () => void
}

/** How far it is, and the way to stop it. */
export function ProgressStep({ isDry, report, onStop }: ProgressStepProps) {
  const translate = useTranslate()
  const { done, total } = report
  const left = useTimeLeft(report)
  const text = translate(isDry ? 'crm.import.checking' : 'crm.import.running', { done, total })
  return (
    <Panel>
      <Box sx={{ display: 'grid', gap: 1.5, py: 2 }}>
        <Typography role="status">{text}</Typography>
        {left === null ? null : (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {translate('crm.import.time_left', { smart_count: left })}
          </Typography>
        )}
        <LinearProgress
          variant="determinate"
          value={total === 0 ? 0 : (100 * done) / total}
          aria-label={text}
        />
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button variant="outlined" color="inherit" onClick={onStop}>
            {translate('crm.import.stop')}
          </Button>
          {isDry ? null : (
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {translate('crm.import.running_hint')}
            </Typography>
          )}
        </Box>
      </Box>
    </Panel>
  )
}
