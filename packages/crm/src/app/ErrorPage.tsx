import { Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { FallbackProps } from 'react-error-boundary'
import { EmptyState } from '../ui/EmptyState.tsx'
import { AlertIcon } from '../ui/icons.ts'
import { Page } from '../ui/Page.tsx'
import { PageTitle } from '../ui/PageHeader.tsx'

/** A part of a page broke. What was saved is saved. */
export function ErrorPage({ error, resetErrorBoundary }: FallbackProps) {
  const translate = useTranslate()
  const message = error instanceof Error ? error.message : String(error)
  // After an update the old pages' files are gone; a reload fetches the new ones.
  const isOldVersion = /dynamically imported module|importing a module/i.test(message)
  const title = translate(isOldVersion ? 'crm.error.new_version' : 'crm.error.page_broke')
  const reload = () => window.location.reload()
  return (
    <Page>
      <PageTitle title={title} />
      <EmptyState
        icon={<AlertIcon />}
        title={title}
        isHeading
        text={translate(isOldVersion ? 'crm.error.new_version_hint' : 'crm.error.page_broke_hint')}
        action={
          <Stack direction="row" sx={{ gap: 1, justifyContent: 'center' }}>
            {isOldVersion ? null : (
              <Button variant="contained" onClick={resetErrorBoundary}>
                {translate('crm.action.try_again')}
              </Button>
            )}
            <Button variant={isOldVersion ? 'contained' : 'outlined'} onClick={reload}>
              {translate('crm.action.reload')}
            </Button>
          </Stack>
        }
      />
      {isOldVersion ? null : (
        <Box component="details" sx={{ maxWidth: 560, mx: 'auto', color: 'text.secondary' }}>
          <Typography component="summary" variant="body2" sx={{ cursor: 'pointer' }}>
            {translate('crm.error.technical')}
          </Typography>
          <Typography component="pre" variant="caption" sx={{ whiteSpace: 'pre-wrap' }}>
            {message}
          </Typography>
        </Box>
      )}
    </Page>
  )
}
