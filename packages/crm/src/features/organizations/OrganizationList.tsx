import { Box } from '@mui/material'
import { ListBase, useListContext, useStore, useTranslate } from 'ra-core'
import type { OrganizationRecord } from '../../providers/types.ts'
import { CreateLink } from '../../ui/CreateLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ExportButton } from '../../ui/export/ExportButton.tsx'
import { GuessNote } from '../../ui/GuessNote.tsx'
import { GridIcon, OrganizationsIcon, TableIcon } from '../../ui/icons.ts'
import { LeftOutMenu } from '../../ui/LeftOutMenu.tsx'
import { NotOnPhone, Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { SortMenu } from '../../ui/SortMenu.tsx'
import { ViewToggle } from '../../ui/ViewToggle.tsx'
import { OrganizationCard } from './OrganizationCard.tsx'
import { OrganizationFilters } from './OrganizationFilters.tsx'
import { OrganizationTable } from './OrganizationTable.tsx'
import { useOrganizationExport } from './useOrganizationExport.ts'

type View = 'cards' | 'table'

const VIEWS = [
  { value: 'cards', icon: <GridIcon fontSize="small" /> },
  { value: 'table', icon: <TableIcon fontSize="small" /> },
] as const

const SORTS = [
  { field: 'name', label: 'crm.sort.name', order: 'ASC' },
  { field: 'created_at', label: 'crm.sort.created_at', order: 'DESC' },
  { field: 'nb_opportunities', label: 'crm.sort.nb_opportunities', order: 'DESC' },
  { field: 'nb_contacts', label: 'crm.sort.nb_contacts', order: 'DESC' },
] as const

/** All organizations, as cards or as a table. */
export function OrganizationList() {
  return (
    <ListBase resource="organizations" sort={{ field: 'name', order: 'ASC' }} perPage={25}>
      <ListPage />
    </ListBase>
  )
}

function ListPage() {
  const translate = useTranslate()
  const [view, setView] = useStore<View>('organizations.view', 'cards')
  const exported = useOrganizationExport()
  return (
    <Page>
      <PageHeader
        title={translate('resources.organizations.name', { smart_count: 2 })}
        actions={
          <>
            {view === 'cards' ? <SortMenu choices={SORTS} /> : null}
            <ViewToggle views={VIEWS} view={view} onView={setView} />
            <NotOnPhone>
              <ExportButton {...exported} />
            </NotOnPhone>
            <CreateLink to="/organizations/create" label={translate('crm.organization.new')} />
            <LeftOutMenu resource="organizations" exported={exported} />
          </>
        }
      />
      <OrganizationFilters />
      <GuessNote />
      <Content view={view} />
    </Page>
  )
}

function Content({ view }: { readonly view: View }) {
  const translate = useTranslate()
  const { data, isPending, error, filterValues } = useListContext<OrganizationRecord>()
  if (error) return <EmptyState title={translate(error.message, { _: error.message })} />
  if (isPending) {
    return (
      <Panel isFlush>
        <RowSkeleton count={8} />
      </Panel>
    )
  }
  if (data.length === 0) {
    const isFiltered = Object.keys(filterValues).length > 0
    return (
      <EmptyState
        icon={<OrganizationsIcon />}
        title={translate(isFiltered ? 'crm.list.no_match' : 'crm.organization.empty')}
        text={translate(isFiltered ? 'crm.list.no_match_hint' : 'crm.organization.empty_hint')}
      />
    )
  }
  if (view === 'table') return <OrganizationTable />
  return (
    <>
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 270px), 1fr))',
        }}
      >
        {data.map((organization) => (
          <OrganizationCard key={organization.id} organization={organization} />
        ))}
      </Box>
      <Box sx={{ mt: 2 }}>
        <Panel isFlush>
          <Pager />
        </Panel>
      </Box>
    </>
  )
}
