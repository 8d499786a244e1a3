import { Alert, Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import { FieldSelect } from './FieldSelect.tsx'
import type { ImportDraft } from './import-session.ts'
import { MatchingPanel } from './MatchingPanel.tsx'
import { hasExternalIds } from './matching.ts'
import { Preview } from './Preview.tsx'
import { ReadingPanel } from './ReadingPanel.tsx'
import type { useImport } from './useImport.ts'
import { ValuesPanel } from './ValuesPanel.tsx'

interface ColumnsStepProps {
  readonly draft: ImportDraft
  readonly actions: Pick<
    ReturnType<typeof useImport>,
    'choose' | 'map' | 'match' | 'read' | 'check' | 'reset' | 'tools'
  >
}

/** What each column of the file is: found, and put right. */
export function ColumnsStep({ draft, actions }: ColumnsStepProps) {
  const translate = useTranslate()
  const { file, mapping, matching, isRemembered } = draft
  const missing = missingChoice(draft)
  return (
    <>
      {Object.entries(file.leftOut).map(([name, smart_count]) => (
        <Alert key={name} severity="info" variant="outlined">
          {translate('crm.import.left_out', { smart_count, name })}
        </Alert>
      ))}
      <ReadingPanel
        draft={draft}
        onOptions={(options) => void actions.choose(draft.source, options)}
        onReading={actions.read}
      />
      <Panel title={translate('crm.import.columns')}>
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
          {translate(isRemembered ? 'crm.import.remembered' : 'crm.import.columns_hint')}
        </Typography>
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {file.table.headers.map((header, place) => (
            <Box component="li" key={header} sx={COLUMN}>
              <Box sx={{ minWidth: 0 }}>
                <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                  {header}
                </Typography>
                <Typography
                  variant="caption"
                  component="div"
                  noWrap
                  sx={{ color: 'text.secondary' }}
                >
                  {samplesOf(draft, place)}
                </Typography>
              </Box>
              <FieldSelect
                header={header}
                value={mapping[header] ?? ''}
                onChange={(id) => actions.map(header, id)}
              />
            </Box>
          ))}
        </Box>
      </Panel>
      <ValuesPanel draft={draft} onReading={actions.read} />
      <MatchingPanel mapping={mapping} matching={matching} onChange={actions.match} />
      <Preview draft={draft} tools={actions.tools} />
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Button
          variant="contained"
          disabled={missing !== null}
          onClick={() => void actions.check()}
        >
          {translate('crm.import.check')}
        </Button>
        <Button color="inherit" onClick={actions.reset}>
          {translate('crm.import.another')}
        </Button>
        {missing === null ? null : (
          <Typography variant="body2" role="status">
            {translate(missing)}
          </Typography>
        )}
      </Stack>
    </>
  )
}

const COLUMN = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' },
  gap: { xs: 0.75, sm: 2 },
  alignItems: 'center',
  py: 1,
  '& + &': { borderTop: '1px solid var(--v-border)' },
} as const

/** What has to be said before anything can be checked: a key of the catalog, or null. */
function missingChoice({ mapping, matching, questions, reading }: ImportDraft): string | null {
  if (questions.number && !reading.decimal) return 'crm.import.no_decimal'
  if (Object.values(mapping).every((id) => id === '')) return 'crm.import.no_columns'
  const isNameless = hasExternalIds(mapping) && matching.source.trim() === ''
  return isNameless ? 'crm.import.matching.no_source' : null
}

/** Three values that tell what a column holds. */
function samplesOf({ file }: ImportDraft, place: number): string {
  const samples = new Set<string>()
  for (const { cells } of file.table.rows) {
    const cell = cells[place] ?? ''
    if (cell !== '') samples.add(cell)
    if (samples.size === 3) break
  }
  return [...samples].join(' · ') || '–'
}
