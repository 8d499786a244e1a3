import { Box, Button, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useTranslate } from 'ra-core'
import type { CrmDataProvider, ImportRun } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { KeptChanges } from './KeptChanges.tsx'
import { useUndoImport } from './useUndoImport.ts'

/** One's own imports, each of which can be taken back. */
export function FormerImports() {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { undo, undoing } = useUndoImport()
  const { data: runs = [] } = useQuery({
    queryKey: ['imports'],
    queryFn: () => dataProvider.getImports(),
  })
  if (runs.length === 0) return null
  return (
    <Panel title={translate('crm.import.former')}>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {translate('crm.import.undo_hint')}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {runs.map((run) => (
          <FormerImport
            key={run.id}
            run={run}
            left={undoing?.runId === run.id ? undoing.remaining : null}
            isBusy={undoing !== null}
            onUndo={() => void undo(run.id)}
          />
        ))}
      </Box>
    </Panel>
  )
}

interface FormerImportProps {
  readonly run: ImportRun
  /** Changes that are still to be taken back, while that is going on. */
  readonly left: number | null
  readonly isBusy: boolean
  readonly onUndo: () => void
}

function FormerImport({ run, left, isBusy, onUndo }: FormerImportProps) {
  const translate = useTranslate()
  const { moment } = useLocalFormat()
  const { created = 0, updated = 0, unchanged = 0 } = run.counts
  const counts = {
    created,
    updated,
    unchanged,
    failed: Math.max(0, run.total_rows - created - updated - unchanged),
  }
  return (
    <Box component="li" sx={{ py: 1, '& + &': { borderTop: '1px solid var(--v-border)' } }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
          <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            {run.file_name}
          </Typography>
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            {moment(run.created_at)} · {translate('crm.import.former_counts', counts)}
          </Typography>
        </Box>
        {left === null ? null : (
          <Typography variant="body2" role="status">
            {translate('crm.import.undoing', { smart_count: left })}
          </Typography>
        )}
        {run.undone_at ? (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {translate('crm.import.undone')}
          </Typography>
        ) : (
          <Button
            size="small"
            variant="outlined"
            color="inherit"
            disabled={isBusy || created + updated === 0}
            aria-label={translate('crm.import.undo_named', { name: run.file_name })}
            onClick={onUndo}
          >
            {translate('crm.import.undo')}
          </Button>
        )}
      </Box>
      {run.undone_at ? <KeptChanges runId={run.id} /> : null}
    </Box>
  )
}
