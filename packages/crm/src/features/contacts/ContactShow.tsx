import { Box } from '@mui/material'
import { ShowBase, useShowContext, useTranslate } from 'ra-core'
import type { ContactRecord } from '../../providers/types.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ShowFallback } from '../../ui/ShowFallback.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Timeline } from '../activities/index.ts'
import { contactName } from '../references/index.ts'
import { RecordTasks } from '../tasks/index.ts'
import { ContactActions } from './ContactActions.tsx'
import { ContactDetails } from './ContactDetails.tsx'
import { ContactOpportunities } from './ContactOpportunities.tsx'
import { ContactTags } from './ContactTags.tsx'
import { ContactOrganizations } from './organizations/ContactOrganizations.tsx'
import { StatusMenu } from './StatusMenu.tsx'
import { useContactOverview } from './useContactOverview.ts'

/** One person: where they work, what is going on with them. */
export function ContactShow() {
  return (
    <ShowBase disableAuthentication>
      <ContactPage />
    </ShowBase>
  )
}

function ContactPage() {
  const { record, error } = useShowContext<ContactRecord>()
  if (!record) return <ShowFallback error={error ?? null} />
  return <Person record={record} />
}

function Person({ record }: { readonly record: ContactRecord }) {
  const translate = useTranslate()
  const overview = useContactOverview(record.id)
  const name = contactName(record) || translate('crm.contact.unnamed')
  return (
    <Page>
      <PageHeader
        leading={<InitialsAvatar name={name} src={record.avatar?.src} size={52} />}
        title={name}
        subtitle={<Position record={record} />}
        actions={
          <>
            <StatusMenu record={record} />
            <ContactActions record={record} organizations={overview?.organizations ?? []} />
          </>
        }
      />
      <Columns
        main={
          <>
            <ContactOrganizations contactId={record.id} links={overview?.organizations} />
            <Timeline scope={{ contact_id: record.id }} />
          </>
        }
        aside={
          <>
            <ContactDetails record={record} externalIds={overview?.external_ids} />
            <RecordTasks scope={{ contact_id: record.id }} />
            <ContactOpportunities contactId={record.id} opportunities={overview?.opportunities} />
            <ContactTags record={record} />
          </>
        }
      />
    </Page>
  )
}

function Position({ record }: { readonly record: ContactRecord }) {
  const parts = [record.title, record.department].filter(Boolean).join(', ')
  return (
    <Box component="span">
      {parts}
      {parts && record.company_name ? ' · ' : ''}
      {record.company_id && record.company_name ? (
        <TextLink to={`/organizations/${record.company_id}/show`}>{record.company_name}</TextLink>
      ) : null}
    </Box>
  )
}
