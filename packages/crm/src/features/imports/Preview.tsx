import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { type BuildColumn, buildColumns, buildRow, sourceOf } from './build-rows.ts'
import { readCell } from './cell-values.ts'
import { buildOptionsOf, type ImportDraft, type ImportTools } from './import-session.ts'
import { choiceKey, shownValue } from './shown-value.ts'
import type { TableRow } from './table.ts'
import { useErrorText } from './useErrorText.ts'
import { useFieldName } from './useFieldName.ts'

const SHOWN = 5

interface PreviewProps {
  readonly draft: ImportDraft
  readonly tools: ImportTools
}

/** What was read of the first rows, beside what stands there where that is not the same. */
export function Preview({ draft, tools }: PreviewProps) {
  const translate = useTranslate()
  const { fieldName } = useFieldName()
  const { table } = draft.file
  const columns = buildColumns(table, draft.mapping, buildOptionsOf(draft, tools))
  if (columns.length === 0) return null
  const rows = telling(table.rows, columns)
  return (
    <Panel title={translate('crm.import.preview')}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {translate('crm.import.preview_hint')}
      </Typography>
      <Box
        tabIndex={0}
        role="group"
        aria-label={translate('crm.import.preview')}
        sx={{ overflowX: 'auto' }}
      >
        <Box component="table" sx={TABLE}>
          <thead>
            <tr>
              {columns.map(({ field, header }) => (
                <th key={header} scope="col">
                  {fieldName(field.id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                {columns.map((column) => (
                  <PreviewCell key={column.header} draft={draft} row={row} column={column} />
                ))}
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
    </Panel>
  )
}

/** The first rows, and before the last of them those whose cells cannot be read. */
function telling(rows: readonly TableRow[], columns: readonly BuildColumn[]): readonly TableRow[] {
  const first = rows.slice(0, SHOWN)
  const odd = rows
    .slice(SHOWN, 500)
    .filter((row) => buildRow(row, columns, false).errors.length > 0)
    .slice(0, 3)
  return [...first, ...odd]
}

interface PreviewCellProps {
  readonly draft: ImportDraft
  readonly row: TableRow
  readonly column: BuildColumn
}

function PreviewCell({ draft, row, column }: PreviewCellProps) {
  const { locale } = useLocalFormat()
  const translate = useTranslate()
  const errorText = useErrorText(draft)
  const source = sourceOf(row, column)
  if (source.text === '') return <td />
  const cell = readCell(column.field, source, column.context)
  if ('error' in cell) {
    const error = { line: row.line, field: '', code: cell.error, value: source.text }
    return (
      <td>
        <Box component="span" sx={{ color: 'error.main' }}>
          {errorText(error)}
        </Box>
      </td>
    )
  }
  const words = choiceKey(column.field, cell.value)
  const read = words
    ? translate(words, { _: String(cell.value) })
    : shownValue(column.field, cell.value, locale)
  const isSame = read === source.text || cell.value === source.text
  return (
    <td>
      {isSame ? source.text : read || '–'}
      {isSame ? null : (
        <Box component="div" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
          {source.text}
        </Box>
      )}
    </td>
  )
}

const TABLE = {
  borderCollapse: 'collapse',
  fontSize: '0.8125rem',
  '& th, & td': {
    textAlign: 'left',
    verticalAlign: 'top',
    px: 1,
    py: 0.75,
    whiteSpace: 'nowrap',
    maxWidth: 260,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    borderBottom: '1px solid var(--v-border)',
  },
  '& th': { color: 'text.secondary', fontWeight: 500 },
} as const
