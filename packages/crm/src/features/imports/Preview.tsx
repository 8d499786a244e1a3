import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import type { ImportDraft } from './import-session.ts'
import { useFieldName } from './useFieldName.ts'

const SHOWN = 5

/** The first rows of the file under the names of what their columns are. */
export function Preview({ draft }: { readonly draft: ImportDraft }) {
  const translate = useTranslate()
  const { fieldName } = useFieldName()
  const { headers, rows } = draft.file.table
  const columns = headers.flatMap((header, place) => {
    const id = draft.mapping[header]
    return id ? [{ id, place }] : []
  })
  if (columns.length === 0) return null
  return (
    <Panel title={translate('crm.import.preview')}>
      <Box
        tabIndex={0}
        role="group"
        aria-label={translate('crm.import.preview')}
        sx={{ overflowX: 'auto' }}
      >
        <Box component="table" sx={TABLE}>
          <thead>
            <tr>
              {columns.map(({ id }) => (
                <th key={id} scope="col">
                  {fieldName(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map(({ line, cells }) => (
              <tr key={line}>
                {columns.map(({ id, place }) => (
                  <td key={id}>{cells[place]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
    </Panel>
  )
}

const TABLE = {
  borderCollapse: 'collapse',
  fontSize: '0.8125rem',
  '& th, & td': {
    textAlign: 'left',
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
