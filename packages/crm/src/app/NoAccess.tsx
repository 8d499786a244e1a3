import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import { EmptyState } from '../ui/EmptyState.tsx'
import { AlertIcon } from '../ui/icons.ts'
import { Page } from '../ui/Page.tsx'
import { PageTitle } from '../ui/PageHeader.tsx'

/** The user may not open this page, or cannot be asked for whether they may. */
export function NoAccess() {
  const translate = useTranslate()
  const title = translate('crm.error.no_record')
  return (
    <Page>
      <PageTitle title={title} />
      <EmptyState
        icon={<AlertIcon />}
        title={title}
        isHeading
        text={translate('crm.error.forbidden')}
        action={
          <Button component={Link} to="/" variant="contained">
            {translate('crm.action.home')}
          </Button>
        }
      />
    </Page>
  )
}
