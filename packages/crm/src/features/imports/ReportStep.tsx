import { Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import { CellNotices } from './CellNotices.tsx'
import { ChangedRecords } from './ChangedRecords.tsx'
import { CountsTable } from './CountsTable.tsx'
import { ErrorRows } from './ErrorRows.tsx'
import type { ImportState } from './import-session.ts'
import { Account } from './ReadingPanel.tsx'
import type { useImport } from './useImport.ts'

interface ReportStepProps {
  readonly state: Extract<ImportState, { kind: 'checked' | 'done' }>
  readonly actions: Pick<
    ReturnType<typeof useImport>,
    'run' | 'correct' | 'resend' | 'back' | 'reset'
  >
}

/** What would happen, or what happened: counts, rows with errors, and what can be done next. */
export function ReportStep({ state, actions }: ReportStepProps) {
  const translate = useTranslate()
  const { report, draft } = state
  const isDone = state.kind === 'done'
  const count = report.total - report.rows.failed
  return (
    <>
      <Panel title={translate(isDone ? 'crm.import.result' : 'crm.import.checked')}>
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5 }}>
          <strong>{draft.file.name}</strong>
          {isDone && report.done < report.total ? (
            <>
              {' · '}
              {translate('crm.import.stopped_at', { done: report.done, total: report.total })}{' '}
              {translate('crm.import.go_on')}
            </>
          ) : null}
        </Typography>
        <CountsTable report={report} />
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
          <Account draft={draft} />
        </Typography>
        <Stack direction="row" sx={{ gap: 1, mt: 2, flexWrap: 'wrap' }}>
          {isDone ? (
            <Button variant="contained" onClick={actions.reset}>
              {translate('crm.import.another')}
            </Button>
          ) : (
            <>
              <Button variant="contained" disabled={count === 0} onClick={() => void actions.run()}>
                {translate('crm.import.run', { smart_count: count })}
              </Button>
              <Button color="inherit" onClick={actions.back}>
                {translate('crm.import.back')}
              </Button>
            </>
          )}
        </Stack>
      </Panel>
      <ChangedRecords report={report} isDone={isDone} />
      <CellNotices notices={report.notices} />
      {report.errors.length > 0 ? (
        <ErrorRows draft={draft} errors={report.errors} isDone={isDone} actions={actions} />
      ) : null}
    </>
  )
}
