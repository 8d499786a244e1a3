import { Alert, Box } from '@mui/material'
import { useGetIdentity, useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { BrokenOffImport } from './BrokenOffImport.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { FileStep } from './FileStep.tsx'
import { FormerImports } from './FormerImports.tsx'
import { ProgressStep } from './ProgressStep.tsx'
import { ReportStep } from './ReportStep.tsx'
import { useImport } from './useImport.ts'

/** From a file to contacts, organizations and opportunities: choose, say what the columns are, see, import, take back. */
export function ImportPage() {
  const translate = useTranslate()
  const importing = useImport()
  const { state } = importing
  useOwnSession(importing.reset)
  const failure = 'failure' in state ? state.failure : null
  return (
    <Page>
      <PageHeader
        title={translate('crm.import.title')}
        subtitle={translate('crm.import.subtitle')}
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {failure ? (
          <Alert severity="error" variant="outlined">
            {translate(failure, { _: failure })}
          </Alert>
        ) : null}
        {state.kind === 'idle' ? (
          <FileStep isReading={state.isReading} onFile={importing.choose} />
        ) : null}
        {state.kind === 'idle' && !state.isReading ? (
          <BrokenOffImport user={importing.tools.user} onResume={importing.resume} />
        ) : null}
        {state.kind === 'columns' ? <ColumnsStep draft={state.draft} actions={importing} /> : null}
        {state.kind === 'checking' || state.kind === 'running' ? (
          <ProgressStep
            isDry={state.kind === 'checking'}
            report={state.report}
            onStop={importing.stop}
          />
        ) : null}
        {state.kind === 'checked' || state.kind === 'done' ? (
          <ReportStep state={state} actions={importing} />
        ) : null}
        {state.kind === 'idle' || state.kind === 'done' ? <FormerImports /> : null}
      </Box>
    </Page>
  )
}

let owner: unknown = null

/** What someone left behind is not shown to who signs in after them. */
function useOwnSession(reset: () => void): void {
  const { identity } = useGetIdentity()
  const id = identity?.id
  useEffect(() => {
    if (id === undefined) return
    if (owner !== null && owner !== id) reset()
    owner = id
  }, [id, reset])
}
