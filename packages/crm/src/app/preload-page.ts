const FEATURES: Readonly<Record<string, () => Promise<unknown>>> = {
  '': () => import('../features/dashboard/index.ts'),
  opportunities: () => import('../features/opportunities/index.ts'),
  forecast: () => import('../features/opportunities/index.ts'),
  contacts: () => import('../features/contacts/index.ts'),
  organizations: () => import('../features/organizations/index.ts'),
  tasks: () => import('../features/tasks/index.ts'),
}

/**
 * Has the program of the page at `pathname` fetched while the app is still finding out who is there. A failure is left to the
 * page itself, which says so.
 */
export function preloadPage(pathname: string): void {
  FEATURES[pathname.split('/')[1] ?? '']?.().catch(() => {})
}
