import { Box, Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { download } from '../../ui/download.ts'
import { csvHead, csvLines } from '../../ui/export/csv.ts'
import { today } from '../../ui/format.ts'
import { DownloadIcon } from '../../ui/icons.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { RowError } from './build-rows.ts'
import { ErrorRow } from './ErrorRow.tsx'
import { ERROR_HEADER } from './find-table.ts'
import type { ImportDraft } from './import-session.ts'
import { useErrorText } from './useErrorText.ts'
import type { useImport } from './useImport.ts'

const SHOWN = 100

interface ErrorRowsProps {
  readonly draft: ImportDraft
  /** By line. */
  readonly errors: readonly RowError[]
  /** The other rows are written already. */
  readonly isDone: boolean
  readonly actions: Pick<ReturnType<typeof useImport>, 'correct' | 'resend'>
}

/** Which rows were left out and why: to put right here and send again, or a file of them to put right and load again. */
export function ErrorRows({ draft, errors, isDone, actions }: ErrorRowsProps) {
  const translate = useTranslate()
  const shown = errors.slice(0, SHOWN)
  const textOf = useErrorText(draft)
  const saveRows = () => {
    const { headers, rows } = draft.file.table
    const reasons = reasonsByLine(errors, textOf)
    const columns = [
      ...headers.map((head, place) => ({
        head,
        value: (row: (typeof rows)[number]) => row.cells[place],
      })),
      {
        head: `${ERROR_HEADER} ${translate('crm.import.errors')}`,
        value: ({ line }: (typeof rows)[number]) => reasons.get(line),
      },
    ]
    const failed = rows.filter(({ line }) => reasons.has(line))
    const name = `${translate('crm.import.error_file')}-${today()}.csv`
    download(name, [csvHead(columns), csvLines(columns, failed)], 'text/csv')
  }
  return (
    <Panel
      title={translate('crm.import.errors')}
      action={
        <Button size="small" startIcon={<DownloadIcon />} onClick={saveRows}>
          {translate('crm.import.download_errors')}
        </Button>
      }
    >
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {translate('crm.import.errors_hint')}
        {errors.length > SHOWN ? (
          <> {translate('crm.import.first_errors', { shown: SHOWN, smart_count: errors.length })}</>
        ) : null}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {[...new Set(shown.map(({ line }) => line))].map((line) => (
          <ErrorRow
            key={line}
            draft={draft}
            line={line}
            errors={shown.filter((error) => error.line === line)}
            textOf={textOf}
            onCorrect={(cells) => actions.correct(line, cells)}
          />
        ))}
      </Box>
      {draft.corrected.size > 0 ? (
        <Button variant="contained" sx={{ mt: 1.5 }} onClick={() => void actions.resend()}>
          {translate(isDone ? 'crm.import.import_corrected' : 'crm.import.check_corrected', {
            smart_count: draft.corrected.size,
          })}
        </Button>
      ) : null}
    </Panel>
  )
}

function reasonsByLine(
  errors: readonly RowError[],
  textOf: (error: RowError) => string,
): ReadonlyMap<number, string> {
  const reasons = new Map<number, string>()
  for (const error of errors) {
    reasons.set(error.line, [reasons.get(error.line), textOf(error)].filter(Boolean).join(' '))
  }
  return reasons
}
