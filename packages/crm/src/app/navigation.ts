import {
  ContactsIcon,
  DashboardIcon,
  ForecastIcon,
  OpportunitiesIcon,
  OrganizationsIcon,
  TaskIcon,
} from '../ui/icons.ts'

/** The places of the app, in the order of the navigation. Labels are catalog keys. */
export const places = [
  { to: '/', label: 'crm.nav.dashboard', icon: DashboardIcon },
  { to: '/opportunities', label: 'crm.nav.opportunities', icon: OpportunitiesIcon },
  { to: '/tasks', label: 'crm.nav.tasks', icon: TaskIcon },
  { to: '/forecast', label: 'crm.nav.forecast', icon: ForecastIcon },
  { to: '/contacts', label: 'crm.nav.contacts', icon: ContactsIcon },
  { to: '/organizations', label: 'crm.nav.organizations', icon: OrganizationsIcon },
] as const

/** Five fit the width of a phone; the forecast is in the menu of the user there, and behind the weighted figure of the dashboard. */
export const phonePlaces = places.filter(({ to }) => to !== '/forecast')

/** Whether a path is at a place or below it. */
export function isAt(place: string, path: string): boolean {
  return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`)
}
