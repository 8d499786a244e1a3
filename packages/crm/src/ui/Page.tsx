import { Box } from '@mui/material'
import type { ReactNode } from 'react'

/** The margins of a page. `isWide` uses the whole window, for boards and tables. */
export function Page({
  children,
  isWide = false,
}: {
  readonly children: ReactNode
  readonly isWide?: boolean
}) {
  return (
    <Box
      sx={{
        px: { xs: 2, sm: 3, lg: 4 },
        pt: { xs: 2, sm: 3 },
        pb: 4,
        mx: 'auto',
        width: '100%',
        maxWidth: isWide ? 'none' : 1280,
        minWidth: 0,
      }}
    >
      {children}
    </Box>
  )
}

/** Main column and aside; one under the other on small screens. */
export function Columns({ main, aside }: { readonly main: ReactNode; readonly aside: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2.5,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(280px, 340px)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 2.5, minWidth: 0 }}>{main}</Box>
      <Box sx={{ display: 'grid', gap: 2.5, minWidth: 0 }}>{aside}</Box>
    </Box>
  )
}

/** What has no room beside a title on a phone, and is little asked for there. */
export function NotOnPhone({ children }: { readonly children: ReactNode }) {
  return <Box sx={{ display: { xs: 'none', sm: 'contents' } }}>{children}</Box>
}
