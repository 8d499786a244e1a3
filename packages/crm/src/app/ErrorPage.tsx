import { Button } from '@mui/material'
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
  return (
    <Page>
      <PageTitle title={title} />
      <EmptyState
        icon={<AlertIcon />}
        title={title}
        text={isOldVersion ? translate('crm.error.new_version_hint') : message}
        action={
          <Button
            variant="contained"
            onClick={() => (isOldVersion ? window.location.reload() : resetErrorBoundary())}
          >
            {translate(isOldVersion ? 'crm.action.reload' : 'crm.action.try_again')}
          </Button>
        }
      />
    </Page>
  )
}
