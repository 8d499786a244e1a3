import { ListBase, useListContext, useStore, useTranslate } from 'ra-core'
import type { ContactRecord } from '../../providers/types.ts'
import { CreateLink } from '../../ui/CreateLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ExportButton } from '../../ui/export/ExportButton.tsx'
import { GuessNote } from '../../ui/GuessNote.tsx'
import { CompactIcon, ContactsIcon, TableIcon } from '../../ui/icons.ts'
import { LeftOutMenu } from '../../ui/LeftOutMenu.tsx'
import { NotOnPhone, Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { SortMenu } from '../../ui/SortMenu.tsx'
import { ViewToggle } from '../../ui/ViewToggle.tsx'
import { ContactFilters } from './ContactFilters.tsx'
import { ContactRow } from './ContactRow.tsx'
import { ContactTable } from './ContactTable.tsx'
import { useContactExport } from './useContactExport.ts'

type View = 'compact' | 'table'

const VIEWS = [
  { value: 'compact', icon: <CompactIcon fontSize="small" /> },
  { value: 'table', icon: <TableIcon fontSize="small" /> },
] as const
const SORTS = ['last_seen', 'last_name', 'first_name', 'first_seen'] as const
const SORT_CHOICES = SORTS.map((field) => ({
  field,
  label: `crm.sort.${field}`,
  order: field.endsWith('seen') ? ('DESC' as const) : ('ASC' as const),
}))

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
  const [view, setView] = useStore<View>('contacts.view', 'compact')
  const exported = useContactExport()
  return (
    <Page>
      <PageHeader
        title={translate('resources.contacts.name', { smart_count: 2 })}
        actions={
          <>
            {view === 'compact' ? <SortMenu choices={SORT_CHOICES} /> : null}
            <ViewToggle views={VIEWS} view={view} onView={setView} />
            <NotOnPhone>
              <ExportButton {...exported} />
            </NotOnPhone>
            <CreateLink to="/contacts/create" label={translate('crm.contact.new')} />
            <LeftOutMenu resource="contacts" exported={exported} />
          </>
        }
      />
      <ContactFilters />
      <GuessNote />
      <Rows view={view} />
    </Page>
  )
}

function Rows({ view }: { readonly view: View }) {
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
  if (view === 'table') return <ContactTable />
  return (
    <Panel isFlush>
      {data.map((contact) => (
        <ContactRow key={contact.id} contact={contact} />
      ))}
      <Pager />
    </Panel>
  )
}
