import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import { EmptyState } from '../ui/EmptyState.tsx'
import { SearchIcon } from '../ui/icons.ts'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'

/** No page has this address. */
export function NotFound() {
  const translate = useTranslate()
  return (
    <Page>
      <PageHeader title={translate('crm.error.no_page')} />
      <EmptyState
        icon={<SearchIcon />}
        title={translate('crm.error.no_page_hint')}
        action={
          <Button component={Link} to="/" variant="contained">
            {translate('crm.action.home')}
          </Button>
        }
      />
    </Page>
  )
}
