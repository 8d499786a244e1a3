import { Box } from '@mui/material'
import type { ReactNode } from 'react'
import { Page } from './Page.tsx'
import { PageHeader } from './PageHeader.tsx'

/** A page that is a form: a reading width, panels one under the other. Ctrl+Enter (⌘+Enter) saves. */
export function FormPage({
  title,
  children,
}: {
  readonly title: string
  readonly children: ReactNode
}) {
  return (
    <Page>
      <Box sx={{ maxWidth: 860, mx: 'auto', '& form': { display: 'grid', gap: 2.5 } }}>
        <PageHeader title={title} />
        {children}
      </Box>
    </Page>
  )
}
