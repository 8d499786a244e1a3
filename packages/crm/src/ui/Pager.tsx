import { Box, Typography } from '@mui/material'
import { useListPaginationContext, useTranslate } from 'ra-core'
import { Pagination } from 'react-admin'

/** Pages of a list; nothing but the count where everything fits. */
export function Pager() {
  const translate = useTranslate()
  const { total, perPage } = useListPaginationContext()
  if (total === undefined || total === 0) return null
  if (total > perPage || perPage > 25) {
    return (
      <Pagination
        rowsPerPageOptions={[25, 50, 100]}
        // What a phone shows is MUI's own, which speaks English.
        getItemAriaLabel={(type: string) => translate(`ra.navigation.${type}`)}
      />
    )
  }
  return (
    <Box sx={{ px: 2, py: 1.25, borderTop: '1px solid var(--v-border)' }}>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {translate('crm.list.count', { smart_count: total })}
      </Typography>
    </Box>
  )
}
