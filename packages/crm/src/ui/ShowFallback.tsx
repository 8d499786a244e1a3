import { Button, Skeleton } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import { EmptyState } from './EmptyState.tsx'
import { AlertIcon } from './icons.ts'
import { Columns, Page } from './Page.tsx'
import { PageTitle } from './PageHeader.tsx'
import { Panel } from './Panel.tsx'
import { RowSkeleton } from './RowSkeleton.tsx'

/** What a page shows before its record is there, and when it will not come. */
export function ShowFallback({ error }: { readonly error: Error | null }) {
  const translate = useTranslate()
  if (error) {
    return (
      <Page>
        <PageTitle title={translate('crm.error.no_record')} />
        <EmptyState
          icon={<AlertIcon />}
          title={translate('crm.error.no_record')}
          isHeading
          text={translate(error.message, { _: error.message })}
          action={
            <Button component={Link} to="/" variant="outlined">
              {translate('crm.action.home')}
            </Button>
          }
        />
      </Page>
    )
  }
  return (
    <Page>
      <Skeleton width={280} height={40} sx={{ mb: 2 }} />
      <Columns
        main={
          <Panel isFlush>
            <RowSkeleton />
          </Panel>
        }
        aside={
          <Panel isFlush>
            <RowSkeleton count={3} />
          </Panel>
        }
      />
    </Page>
  )
}
