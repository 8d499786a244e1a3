import { Box, Button } from '@mui/material'
import { useListFilterContext, useTranslate } from 'ra-core'
import type { ReactNode } from 'react'

/** Search and filters in a row; on a phone the filters scroll sideways inside their own strip. */
export function FilterBar({
  search,
  children,
}: {
  readonly search: ReactNode
  readonly children: ReactNode
}) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const isFiltered = Object.keys(filterValues).length > 0
  return (
    <Box
      role="search"
      sx={{ display: 'flex', gap: 1, mb: 2, flexWrap: { xs: 'wrap', sm: 'nowrap' }, minWidth: 0 }}
    >
      {search}
      <Box
        sx={{
          display: 'flex',
          gap: 1,
          minWidth: 0,
          flex: { xs: '1 0 100%', sm: '1 1 auto' },
          flexWrap: { xs: 'nowrap', sm: 'wrap' },
          overflowX: { xs: 'auto', sm: 'visible' },
          scrollbarWidth: 'none',
          mx: { xs: -2, sm: 0 },
          px: { xs: 2, sm: 0 },
          py: { xs: 0.25, sm: 0 },
        }}
      >
        {children}
        {isFiltered ? (
          <Button size="small" onClick={() => setFilters({})} sx={{ flex: 'none' }}>
            {translate('crm.filter.clear')}
          </Button>
        ) : null}
      </Box>
    </Box>
  )
}
