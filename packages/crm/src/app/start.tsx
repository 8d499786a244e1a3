import type { I18nProvider } from 'ra-core'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router-dom'
import {
  type Connection,
  createSupabaseAccess,
  createSupabaseAuthProvider,
  createSupabaseDataProvider,
} from '../providers/supabase/index.ts'
import { forgetKeptRows } from '../ui/kept-rows.ts'
import { pickLanguage } from '../words/languages.ts'
import { createI18nProvider, loadCatalog } from '../words/provider.ts'
import { App } from './App.tsx'
import { fetchServedConfiguration, readStartConfiguration } from './config.ts'
import { createConflictDesk } from './conflicts/conflict-desk.ts'
import { withConflictDialog } from './conflicts/with-conflict-dialog.ts'
import { createQueryClient } from './kept-answers.ts'
import { pathOfHash } from './old-links.ts'
import { preloadPage } from './preload-page.ts'
import { StartProblemPage } from './StartProblem.tsx'

/** Finds the server and shows the app in `element`, or what is in the way. */
export async function startApp(element: HTMLElement): Promise<void> {
  const path = pathOfHash(window.location.hash)
  if (path) window.history.replaceState(null, '', path)

  preloadPage(window.location.pathname)
  const language = pickLanguage(storedChoice('locale'), navigator.languages)
  const [configuration, catalog] = await Promise.all([
    readStartConfiguration(import.meta.env, window.location.origin, fetchServedConfiguration),
    loadCatalog(language),
  ])
  const i18nProvider = createI18nProvider(language, catalog)
  const root = createRoot(element)
  if (configuration.kind === 'problem') {
    root.render(<StartProblemPage problem={configuration.problem} words={catalog.crm} />)
    return
  }
  // As transitions, navigations lose against react-admin's synchronous updates: signing out went on for ten seconds.
  root.render(
    <RouterProvider
      router={createRouter(configuration.connection, i18nProvider)}
      useTransitions={false}
    />,
  )
}

/** A data router: without one, react-admin cannot warn of unsaved changes. */
function createRouter(connection: Connection, i18nProvider: I18nProvider) {
  const access = createSupabaseAccess(connection)
  const conflictDesk = createConflictDesk()
  const app = (
    <App
      i18nProvider={i18nProvider}
      queryClient={createQueryClient(window.localStorage)}
      conflictDesk={conflictDesk}
      dataProvider={withConflictDialog(createSupabaseDataProvider(access), conflictDesk.ask)}
      authProvider={createSupabaseAuthProvider(access.client, forgetKeptRows)}
    />
  )
  return createBrowserRouter([{ path: '*', element: app }])
}

/** What react-admin's store holds under a key, as JSON; read before react-admin is there. */
function storedChoice(key: string): string | null {
  try {
    return localStorage.getItem(`RaStore.${key}`)
  } catch {
    // Storage may be closed to us (private mode): nothing was chosen.
    return null
  }
}
