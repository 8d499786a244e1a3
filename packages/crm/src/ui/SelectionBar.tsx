import { Box, Button, Typography } from '@mui/material'
import { useListContext, useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import { useMayWrite } from './useMayWrite.ts'

interface SelectionBarProps {
  /** What it is for, for screen readers. */
  readonly label: string
  /** Every row under the filters is meant, not only the chosen ones. */
  readonly isAll: boolean
  readonly onAll: (isAll: boolean) => void
  /** Nothing is chosen any more. */
  readonly onDone: () => void
  readonly children: ReactNode
}

/** Above a table of which rows are chosen: how many, all of them instead, and what can be done to them. */
export function SelectionBar({ label, isAll, onAll, onDone, children }: SelectionBarProps) {
  const translate = useTranslate()
  const { selectedIds = [], total = 0 } = useListContext()
  const mayWrite = useMayWrite()
  return (
    <Box
      role="toolbar"
      aria-label={label}
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1,
        px: 2,
        py: 1,
        bgcolor: 'var(--v-accent-soft)',
        borderBottom: '1px solid var(--v-border)',
      }}
    >
      <Typography variant="body2" sx={{ fontWeight: 580 }} aria-live="polite">
        {translate('crm.table.chosen', { smart_count: isAll ? total : selectedIds.length })}
      </Typography>
      {total > selectedIds.length ? (
        <Button size="small" onClick={() => onAll(!isAll)}>
          {isAll
            ? translate('crm.table.only_chosen', { smart_count: selectedIds.length })
            : translate('crm.table.choose_all', { smart_count: total })}
        </Button>
      ) : null}
      <Box sx={{ flex: 1 }} />
      {mayWrite ? children : null}
      <Button size="small" color="inherit" onClick={onDone}>
        {translate('ra.action.unselect')}
      </Button>
    </Box>
  )
}
