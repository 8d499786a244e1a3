import { Box, Stack, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { useAppName } from './app-name.ts'
import { useNameOf } from './NameText.tsx'

interface PageHeaderProps {
  /** The page's h1, and its name in the browser's tab. */
  readonly title: string
  readonly subtitle?: ReactNode
  readonly leading?: ReactNode
  readonly actions?: ReactNode
}

/** The top of every page: its one h1, what is said about it, and what can be done. */
export function PageHeader({ title: given, subtitle, leading, actions }: PageHeaderProps) {
  const nameOf = useNameOf()
  const title = nameOf(given)
  return (
    <Stack
      direction="row"
      sx={{ alignItems: 'center', gap: 1.5, mb: 2, flexWrap: 'wrap', minHeight: 40 }}
    >
      <PageTitle title={title} />
      {leading}
      <Box sx={{ flex: { xs: '1 1 130px', sm: '1 1 200px' }, minWidth: 0 }}>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {subtitle ? (
          <Typography variant="body2" component="div" sx={{ color: 'text.secondary' }}>
            {subtitle}
          </Typography>
        ) : null}
      </Box>
      {actions ? (
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          {actions}
        </Stack>
      ) : null}
    </Stack>
  )
}

/** The name of the page in the browser's tab. */
export function PageTitle({ title }: { readonly title: string }) {
  const name = useAppName()
  return <title>{`${title} · ${name}`}</title>
}
