import { Box, Button, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import type { RowError } from './build-rows.ts'
import type { ImportDraft } from './import-session.ts'

interface ErrorRowProps {
  readonly draft: ImportDraft
  readonly line: number
  readonly errors: readonly RowError[]
  readonly textOf: (error: RowError) => string
  readonly onCorrect: (cells: readonly string[]) => void
}

/** Why a row was left out, and its cells to put right. */
export function ErrorRow({ draft, line, errors, textOf, onCorrect }: ErrorRowProps) {
  const translate = useTranslate()
  /** Null until it was open once: from then on its button has the focus when it closes. */
  const [isOpen, setOpen] = useState<boolean | null>(null)
  const isCorrected = draft.corrected.has(line)
  return (
    <Box component="li" sx={{ py: 0.75, '& + &': { borderTop: '1px solid var(--v-border)' } }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 260px', fontSize: '0.875rem', overflowWrap: 'anywhere' }}>
          <strong>{translate('crm.import.line', { line })}</strong>
          {' · '}
          {isCorrected ? translate('crm.import.corrected') : errors.map(textOf).join(' ')}
        </Box>
        {isOpen ? null : (
          <Button
            size="small"
            color="inherit"
            autoFocus={isOpen === false}
            aria-label={translate('crm.import.correct_row', { line })}
            onClick={() => setOpen(true)}
          >
            {translate('crm.import.correct')}
          </Button>
        )}
      </Box>
      {isOpen ? (
        <Cells
          draft={draft}
          line={line}
          errors={isCorrected ? [] : errors}
          onCorrect={(cells) => {
            onCorrect(cells)
            setOpen(false)
          }}
          onCancel={() => setOpen(false)}
        />
      ) : null}
    </Box>
  )
}

interface CellsProps extends Pick<ErrorRowProps, 'draft' | 'line' | 'errors' | 'onCorrect'> {
  readonly onCancel: () => void
}

/** The cells of the columns that are imported; those that are wrong are marked, and the first of them has the focus. */
function Cells({ draft, line, errors, onCorrect, onCancel }: CellsProps) {
  const translate = useTranslate()
  const { headers, rows } = draft.file.table
  const [cells, setCells] = useState(() => rows.find((row) => row.line === line)?.cells ?? [])
  const wrong = new Set(errors.map(({ field }) => field))
  const columns = headers.flatMap((header, place) => {
    const field = draft.mapping[header]
    return field ? [{ header, place, isWrong: wrong.has(field) }] : []
  })
  const first = columns.find(({ isWrong }) => isWrong) ?? columns[0]
  const keep = (event: FormEvent) => {
    event.preventDefault()
    onCorrect(cells.map((cell) => cell.trim()))
  }
  return (
    <Box component="form" onSubmit={keep} sx={{ display: 'grid', gap: 1.5, pt: 1.5, pb: 1 }}>
      <Box sx={GRID}>
        {columns.map(({ header, place, isWrong }) => (
          <TextField
            key={header}
            size="small"
            label={header}
            error={isWrong}
            autoFocus={place === first?.place}
            value={cells[place] ?? ''}
            onChange={({ target }) =>
              setCells(headers.map((_, at) => (at === place ? target.value : (cells[at] ?? ''))))
            }
          />
        ))}
      </Box>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button type="submit" size="small" variant="outlined">
          {translate('crm.import.correct_done')}
        </Button>
        <Button size="small" color="inherit" onClick={onCancel}>
          {translate('ra.action.cancel')}
        </Button>
      </Box>
    </Box>
  )
}

const GRID = {
  display: 'grid',
  gap: 1.5,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(auto-fill, minmax(200px, 1fr))' },
} as const
