import { Box, Typography, useMediaQuery, useTheme } from '@mui/material'
import { useListPaginationContext, useTranslate } from 'ra-core'
import { Pagination } from 'react-admin'
import { PageTurner } from './PageTurner.tsx'

/** Pages of a list; nothing but the count where everything fits. */
export function Pager() {
  const translate = useTranslate()
  const { total, page, perPage, setPage } = useListPaginationContext()
  // There react-admin shows MUI's own buttons, which speak English.
  const isSmall = useMediaQuery(useTheme().breakpoints.down('md'))
  if (total === undefined || total === 0) return null
  if (total > perPage && isSmall) {
    return <PageTurner total={total} page={page} perPage={perPage} onTurn={setPage} />
  }
  if (total > perPage || perPage > 25) return <Pagination rowsPerPageOptions={[25, 50, 100]} />
  return (
    <Box sx={{ px: 2, py: 1.25, borderTop: '1px solid var(--v-border)' }}>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {translate('crm.list.count', { smart_count: total })}
      </Typography>
    </Box>
  )
}
