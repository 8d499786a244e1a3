import { Box, useMediaQuery, useTheme } from '@mui/material'
import { ListBase, useListContext, useListFilterContext, useStore, useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { useLocation } from 'react-router-dom'
import { CreateLink } from '../../ui/CreateLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { BoardIcon, OpportunitiesIcon, TableIcon } from '../../ui/icons.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ViewToggle } from '../../ui/ViewToggle.tsx'
import { Board } from './board/Board.tsx'
import { OpportunityFilters } from './filters/OpportunityFilters.tsx'
import { MoreLinks } from './MoreLinks.tsx'
import { OpportunityTable } from './table/OpportunityTable.tsx'
import { SavedViews } from './views/SavedViews.tsx'
import type { ListView } from './views/view-query.ts'

const VIEWS = [
  { value: 'board', icon: <BoardIcon fontSize="small" /> },
  { value: 'table', icon: <TableIcon fontSize="small" /> },
] as const

/** All opportunities, as a board or as a table. The view is remembered, the filters are in the URL. */
export function OpportunityList() {
  const [view, setView] = useStore<ListView>('opportunities.view', 'board')
  const wanted = (useLocation().state as { view?: ListView } | null)?.view
  // A link that promises rows, such as a bar of the forecast, shows rows.
  useEffect(() => {
    if (wanted) setView(wanted)
  }, [wanted, setView])
  return (
    <ListBase
      resource="opportunities"
      sort={{ field: 'created_at', order: 'DESC' }}
      perPage={25}
      // The board reads its own columns; the list would be read for nothing.
      queryOptions={{ enabled: view === 'table' }}
    >
      <ListPage view={view} onView={setView} />
    </ListBase>
  )
}

function ListPage({
  view,
  onView,
}: {
  readonly view: ListView
  readonly onView: (view: ListView) => void
}) {
  const translate = useTranslate()
  const { filterValues } = useListFilterContext()
  const isPhone = useMediaQuery(useTheme().breakpoints.down('sm'))
  // Archived opportunities have no place on the board.
  const isBoard = view === 'board' && !filterValues['archived']
  const layout = isBoard ? { display: 'flex', flexDirection: 'column', height: BOARD_HEIGHT } : {}
  return (
    <Page isWide>
      <Box sx={isBoard ? { ...layout, mb: -4 } : layout}>
        <PageHeader
          title={translate('resources.opportunities.name', { smart_count: 2 })}
          actions={
            <>
              <SavedViews view={isBoard ? 'board' : 'table'} onView={onView} />
              <ViewToggle
                views={VIEWS}
                view={isBoard ? 'board' : 'table'}
                onView={onView}
                hasWords={!isPhone}
              />
              <CreateLink to="/opportunities/create" label={translate('crm.opportunity.new')} />
              <MoreLinks />
            </>
          }
        />
        <OpportunityFilters />
        {isBoard ? <Board /> : <TableView />}
      </Box>
    </Page>
  )
}

/** The window without the page's upper margin, and on a phone without its two bars. */
const BOARD_HEIGHT = {
  xs: 'calc(100dvh - 56px - 60px - 16px - env(safe-area-inset-bottom))',
  sm: 'calc(100dvh - 56px - 60px - 24px - env(safe-area-inset-bottom))',
  md: 'calc(100dvh - 24px)',
}

function TableView() {
  const translate = useTranslate()
  const { total, filterValues, isPending } = useListContext()
  const isFiltered = Object.keys(filterValues).length > 0
  if (isPending || total !== 0) return <OpportunityTable />
  return (
    <EmptyState
      icon={<OpportunitiesIcon />}
      title={translate(isFiltered ? 'crm.list.no_match' : 'crm.opportunity.empty')}
      text={translate(isFiltered ? 'crm.list.no_match_hint' : 'crm.opportunity.empty_hint')}
    />
  )
}
