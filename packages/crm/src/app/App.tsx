import type { AuthProvider, I18nProvider } from 'ra-core'
import { lazy } from 'react'
import { Admin, CustomRoutes, Resource } from 'react-admin'
import { Route } from 'react-router-dom'
import type { CrmDataProvider } from '../providers/types.ts'
import { ConflictDeskContext } from './conflicts/Conflicts.tsx'
import type { ConflictDesk } from './conflicts/conflict-desk.ts'
import { Layout } from './Layout.tsx'
import { NotFound } from './NotFound.tsx'
import { OldLink } from './OldLink.tsx'
import { SignIn } from './SignIn.tsx'
import { darkTheme, lightTheme } from './theme/theme.ts'

interface AppProps {
  readonly dataProvider: CrmDataProvider
  readonly authProvider: AuthProvider
  readonly i18nProvider: I18nProvider
  /** Where `dataProvider` asks about conflicts. */
  readonly conflictDesk: ConflictDesk
}

/** The CRM, whoever provides its data. Pages are fetched when they are first opened. */
export function App({ dataProvider, authProvider, i18nProvider, conflictDesk }: AppProps) {
  return (
    <ConflictDeskContext value={conflictDesk}>
      <Admin
        title="Valence CRM"
        dataProvider={dataProvider}
        authProvider={authProvider}
        i18nProvider={i18nProvider}
        lightTheme={lightTheme}
        darkTheme={darkTheme}
        layout={Layout}
        loginPage={SignIn}
        catchAll={NotFound}
        dashboard={Dashboard}
        disableTelemetry
        requireAuth
      >
        <Resource name="opportunities" {...opportunities} recordRepresentation="name" />
        <Resource name="contacts" {...contacts} />
        <Resource name="organizations" {...organizations} recordRepresentation="name" />
        <CustomRoutes>
          <Route path="/opportunities/trash" element={<OpportunityTrash />} />
          <Route path="/forecast" element={<Forecast />} />
          <Route path="/deals/*" element={<OldLink />} />
          <Route path="/companies/*" element={<OldLink />} />
        </CustomRoutes>
      </Admin>
    </ConflictDeskContext>
  )
}

const Dashboard = lazy(() =>
  import('../features/dashboard/index.ts').then((feature) => ({ default: feature.Dashboard })),
)

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
