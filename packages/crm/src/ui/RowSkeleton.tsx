import { Box, Skeleton } from '@mui/material'

/** The shape of a list that is on its way. */
export function RowSkeleton({ count = 6 }: { readonly count?: number }) {
  return (
    <Box aria-busy="true" sx={{ px: 2, py: 1 }}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no other identity
        <Box key={index} sx={{ display: 'flex', gap: 1.5, alignItems: 'center', py: 1 }}>
          <Skeleton variant="circular" width={32} height={32} />
          <Box sx={{ flex: 1 }}>
            <Skeleton width="42%" />
            <Skeleton width="26%" height={14} />
          </Box>
        </Box>
      ))}
    </Box>
  )
}
