import { ListBase, useListContext, useTranslate } from 'ra-core'
import type { ContactRecord } from '../../providers/types.ts'
import { CreateLink } from '../../ui/CreateLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ContactsIcon } from '../../ui/icons.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { SortMenu } from '../../ui/SortMenu.tsx'
import { ContactFilters } from './ContactFilters.tsx'
import { ContactRow } from './ContactRow.tsx'

const SORTS = ['last_seen', 'last_name', 'first_name', 'first_seen'] as const

/** All contacts, whom one was last in touch with first. */
export function ContactList() {
  return (
    <ListBase resource="contacts" sort={{ field: 'last_seen', order: 'DESC' }} perPage={25}>
      <ListPage />
    </ListBase>
  )
}

function ListPage() {
  const translate = useTranslate()
  return (
    <Page>
      <PageHeader
        title={translate('resources.contacts.name', { smart_count: 2 })}
        actions={
          <>
            <SortMenu
              choices={SORTS.map((field) => ({
                field,
                label: `crm.sort.${field}`,
                order: field.endsWith('seen') ? 'DESC' : 'ASC',
              }))}
            />
            <CreateLink to="/contacts/create" label={translate('crm.contact.new')} />
          </>
        }
      />
      <ContactFilters />
      <Rows />
    </Page>
  )
}

function Rows() {
  const translate = useTranslate()
  const { data, isPending, error, filterValues } = useListContext<ContactRecord>()
  if (error) {
    return <EmptyState title={translate(error.message, { _: error.message })} />
  }
  if (isPending) {
    return (
      <Panel isFlush>
        <RowSkeleton count={10} />
      </Panel>
    )
  }
  if (data.length === 0) {
    const isFiltered = Object.keys(filterValues).length > 0
    return (
      <EmptyState
        icon={<ContactsIcon />}
        title={translate(isFiltered ? 'crm.list.no_match' : 'crm.contact.empty')}
        text={translate(isFiltered ? 'crm.list.no_match_hint' : 'crm.contact.empty_hint')}
      />
    )
  }
  return (
    <Panel isFlush>
      {data.map((contact) => (
        <ContactRow key={contact.id} contact={contact} />
      ))}
      <Pager />
    </Panel>
  )
}
