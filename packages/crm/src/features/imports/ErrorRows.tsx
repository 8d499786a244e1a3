import { Box, Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { download } from '../../ui/download.ts'
import { csvHead, csvLines } from '../../ui/export/csv.ts'
import { today } from '../../ui/format.ts'
import { DownloadIcon } from '../../ui/icons.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { RowError } from './build-rows.ts'
import type { ImportDraft } from './import-session.ts'
import { ERROR_HEADER } from './read-file.ts'
import { useFieldName } from './useFieldName.ts'

const SHOWN = 100

interface ErrorRowsProps {
  readonly draft: ImportDraft
  /** By line. */
  readonly errors: readonly RowError[]
}

/** Which rows were left out and why, and a file of them to put right and load again. */
export function ErrorRows({ draft, errors }: ErrorRowsProps) {
  const translate = useTranslate()
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
      <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.875rem', overflowWrap: 'anywhere' }}>
        {errors.slice(0, SHOWN).map((error) => (
          <li key={`${error.line} ${error.field} ${error.code}`}>
            <strong>{translate('crm.import.line', { line: error.line })}</strong>
            {' · '}
            {textOf(error)}
          </li>
        ))}
      </Box>
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

/** «Amount: «lots» is not a number.», with the name of the column where a column is the field. */
function useErrorText({ mapping }: ImportDraft): (error: RowError) => string {
  const translate = useTranslate()
  const { fieldName } = useFieldName()
  return ({ field, code, value, message }) => {
    const header = Object.keys(mapping).find((name) => mapping[name] === field)
    const where = header ?? fieldName(field)
    const why = translate(`crm.import.error.${code}`, { value, _: message ?? code })
    const details = (code === 'refused' || code === 'invalid') && message ? ` (${message})` : ''
    return `${where ? `${where}: ` : ''}${why}${details}`
  }
}
