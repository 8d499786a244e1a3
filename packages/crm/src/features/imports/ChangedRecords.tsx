import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { FieldValue, fieldWords } from '../fields/index.ts'
import type { ImportReport, RecordChange } from './import-report.ts'

const SHOWN = 100
const PAGES: ReadonlySet<string> = new Set(['organizations', 'contacts', 'opportunities'])

interface ChangedRecordsProps {
  readonly report: ImportReport
  readonly isDone: boolean
}

/** Row by row, what of records that are there is overwritten, and which new ones are much like one that is there. */
export function ChangedRecords({ report, isDone }: ChangedRecordsProps) {
  const translate = useTranslate()
  const { changes, changeCount } = report
  if (changes.length === 0) return null
  const shown = changes.slice(0, SHOWN)
  return (
    <Panel title={translate(isDone ? 'crm.import.changes.done' : 'crm.import.changes.checked')}>
      {changeCount > shown.length ? (
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
          {translate('crm.import.first_errors', { shown: shown.length, smart_count: changeCount })}
        </Typography>
      ) : null}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', fontSize: '0.875rem' }}>
        {shown.map((change) => (
          <Box component="li" key={`${change.line} ${change.resource} ${change.id}`} sx={ROW}>
            <Change change={change} isDone={isDone} />
          </Box>
        ))}
      </Box>
    </Panel>
  )
}

const ROW = {
  py: 0.75,
  overflowWrap: 'anywhere',
  '& + &': { borderTop: '1px solid var(--v-border)' },
} as const

function Change({ change, isDone }: { readonly change: RecordChange; readonly isDone: boolean }) {
  const translate = useTranslate()
  const { line, resource, id, changes = {}, near, waits } = change
  const kind = translate(`resources.${resource}.name`, { smart_count: 1 })
  // In a check, a new record is gone again.
  const hasPage = PAGES.has(resource) && (isDone || (near === undefined && !waits))
  return (
    <>
      <strong>{translate('crm.import.line', { line })}</strong>
      {' · '}
      {hasPage ? <TextLink to={`/${resource}/${id}/show`}>{`${kind} ${id}`}</TextLink> : kind}
      {near === undefined ? null : (
        <>
          {' · '}
          {translate('crm.import.changes.near', { name: near })}
        </>
      )}
      {waits ? <> · {translate('crm.import.changes.waits')}</> : null}
      {Object.entries(changes).map(([column, [before, after]]) => (
        <Box key={column} sx={{ pl: 2 }}>
          {translate(fieldWords(resource, column).label, { _: column })}
          {': '}
          <FieldValue resource={resource} field={column} value={before} />
          {' → '}
          <FieldValue resource={resource} field={column} value={after} />
        </Box>
      ))}
    </>
  )
}
