import { CssBaseline } from '@mui/material'
import type { QueryClient } from '@tanstack/react-query'
import {
  type AuthProvider,
  CoreAdminUI,
  CustomRoutes,
  type I18nProvider,
  localStorageStore,
  Resource,
} from 'ra-core'
import { lazy } from 'react'
import { AdminContext, Notification } from 'react-admin'
import { Route } from 'react-router-dom'
import type { CrmDataProvider } from '../providers/types.ts'
import { ShowFallback } from '../ui/ShowFallback.tsx'
import { ConflictDeskContext } from './conflicts/Conflicts.tsx'
import type { ConflictDesk } from './conflicts/conflict-desk.ts'
import { ErrorPage } from './ErrorPage.tsx'
import { Layout } from './Layout.tsx'
import { NoAccess } from './NoAccess.tsx'
import { NotFound } from './NotFound.tsx'
import { OldLink } from './OldLink.tsx'
import { SignIn } from './SignIn.tsx'
import { darkTheme, lightTheme } from './theme/theme.ts'

interface AppProps {
  readonly dataProvider: CrmDataProvider
  readonly authProvider: AuthProvider
  readonly i18nProvider: I18nProvider
  readonly queryClient: QueryClient
  /** Where `dataProvider` asks about conflicts. */
  readonly conflictDesk: ConflictDesk
}

const store = localStorageStore()

/**
 * The CRM, whoever provides its data. Pages are fetched when they are first opened. Put together from the parts of
 * react-admin's `Admin`, which brings its own frame and sign-in form into the first load.
 */
export function App(props: AppProps) {
  const { dataProvider, authProvider, i18nProvider, queryClient, conflictDesk } = props
  return (
    <ConflictDeskContext value={conflictDesk}>
      <AdminContext
        dataProvider={dataProvider}
        authProvider={authProvider}
        i18nProvider={i18nProvider}
        queryClient={queryClient}
        store={store}
        lightTheme={lightTheme}
        darkTheme={darkTheme}
      >
        <CssBaseline enableColorScheme />
        <CoreAdminUI
          title="Valence CRM"
          layout={Layout}
          loginPage={SignIn}
          catchAll={NotFound}
          dashboard={Dashboard}
          loading={Loading}
          error={ErrorPage}
          accessDenied={NoAccess}
          authenticationError={NoAccess}
          disableTelemetry
          requireAuth
        >
          <Resource name="opportunities" {...opportunities} recordRepresentation="name" />
          <Resource name="contacts" {...contacts} />
          <Resource name="organizations" {...organizations} recordRepresentation="name" />
          <CustomRoutes>
            <Route path="/opportunities/trash" element={<OpportunityTrash />} />
            <Route path="/activities/create" element={<LogActivity />} />
            <Route path="/organizations/trash" element={<OrganizationTrash />} />
            <Route path="/contacts/trash" element={<ContactTrash />} />
            <Route path="/organizations/duplicates" element={<OrganizationDuplicates />} />
            <Route path="/contacts/duplicates" element={<ContactDuplicates />} />
            <Route path="/import" element={<ImportPage />} />
            <Route path="/settings" element={<SettingsPage />} />
            <Route path="/settings/changes" element={<ChangesPage />} />
            <Route path="/settings/users" element={<UsersPage />} />
            <Route path="/profile" element={<ProfilePage />} />
            <Route path="/settings/tags" element={<TagsPage />} />
            <Route path="/tasks" element={<TaskPage />} />
            <Route path="/tasks/create" element={<TaskCreate />} />
            <Route path="/forecast" element={<Forecast />} />
            <Route path="/deals/*" element={<OldLink />} />
            <Route path="/companies/*" element={<OldLink />} />
          </CustomRoutes>
        </CoreAdminUI>
        <Notification />
      </AdminContext>
    </ConflictDeskContext>
  )
}

/** Before it is known who is there. */
function Loading() {
  return <ShowFallback error={null} />
}

const Dashboard = lazy(() =>
  import('../features/dashboard/index.ts').then((feature) => ({ default: feature.Dashboard })),
)

const LogActivity = lazy(() =>
  import('../features/activities/index.ts').then((feature) => ({ default: feature.LogActivity })),
)

const loadTasks = () => import('../features/tasks/index.ts')
const TaskPage = lazy(() => loadTasks().then((feature) => ({ default: feature.TaskPage })))
const TaskCreate = lazy(() => loadTasks().then((feature) => ({ default: feature.TaskCreate })))

const ImportPage = lazy(() =>
  import('../features/imports/index.ts').then((feature) => ({ default: feature.ImportPage })),
)
const loadAdministration = () => import('../features/administration/index.ts')
const SettingsPage = lazy(() =>
  loadAdministration().then((feature) => ({ default: feature.SettingsPage })),
)
const UsersPage = lazy(() =>
  loadAdministration().then((feature) => ({ default: feature.UsersPage })),
)
const ChangesPage = lazy(() =>
  loadAdministration().then((feature) => ({ default: feature.ChangesPage })),
)
const ProfilePage = lazy(() =>
  loadAdministration().then((feature) => ({ default: feature.ProfilePage })),
)
const TagsPage = lazy(() => loadAdministration().then((feature) => ({ default: feature.TagsPage })))

const loadOpportunities = () => import('../features/opportunities/index.ts')
const opportunities = {
  list: lazy(() => loadOpportunities().then((feature) => ({ default: feature.OpportunityList }))),
  show: lazy(() => loadOpportunities().then((feature) => ({ default: feature.OpportunityShow }))),
  edit: lazy(() => loadOpportunities().then((feature) => ({ default: feature.OpportunityEdit }))),
  create: lazy(() =>
    loadOpportunities().then((feature) => ({ default: feature.OpportunityCreate })),
  ),
}

const Forecast = lazy(() => loadOpportunities().then((feature) => ({ default: feature.Forecast })))
const OpportunityTrash = lazy(() =>
  loadOpportunities().then((feature) => ({ default: feature.OpportunityTrash })),
)

const loadContacts = () => import('../features/contacts/index.ts')
const contacts = {
  list: lazy(() => loadContacts().then((feature) => ({ default: feature.ContactList }))),
  show: lazy(() => loadContacts().then((feature) => ({ default: feature.ContactShow }))),
  edit: lazy(() => loadContacts().then((feature) => ({ default: feature.ContactEdit }))),
  create: lazy(() => loadContacts().then((feature) => ({ default: feature.ContactCreate }))),
}

const loadOrganizations = () => import('../features/organizations/index.ts')
const organizations = {
  list: lazy(() => loadOrganizations().then((feature) => ({ default: feature.OrganizationList }))),
  show: lazy(() => loadOrganizations().then((feature) => ({ default: feature.OrganizationShow }))),
  edit: lazy(() => loadOrganizations().then((feature) => ({ default: feature.OrganizationEdit }))),
  create: lazy(() =>
    loadOrganizations().then((feature) => ({ default: feature.OrganizationCreate })),
  ),
}

const OrganizationTrash = lazy(() =>
  loadOrganizations().then((feature) => ({ default: feature.OrganizationTrash })),
)
const ContactTrash = lazy(() =>
  loadContacts().then((feature) => ({ default: feature.ContactTrash })),
)

const loadDuplicates = () => import('../features/duplicates/index.ts')
const ContactDuplicates = lazy(() =>
  loadDuplicates().then((feature) => ({ default: feature.ContactDuplicates })),
)
const OrganizationDuplicates = lazy(() =>
  loadDuplicates().then((feature) => ({ default: feature.OrganizationDuplicates })),
)
