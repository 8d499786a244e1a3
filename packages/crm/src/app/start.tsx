import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router-dom'
import {
  type Connection,
  createSupabaseAuthProvider,
  createSupabaseClient,
  createSupabaseDataProvider,
} from '../providers/supabase/index.ts'
import { App } from './App.tsx'
import { fetchServedConfiguration, readStartConfiguration } from './config.ts'
import { pathOfHash } from './old-links.ts'
import { StartProblemPage } from './StartProblem.tsx'

/** Finds the server and shows the app in `element`, or what is in the way. */
export async function startApp(element: HTMLElement): Promise<void> {
  const path = pathOfHash(window.location.hash)
  if (path) window.history.replaceState(null, '', path)

  const configuration = await readStartConfiguration(
    import.meta.env,
    window.location.origin,
    fetchServedConfiguration,
  )
  const root = createRoot(element)
  if (configuration.kind === 'problem') {
    root.render(<StartProblemPage problem={configuration.problem} />)
    return
  }
  // As transitions, navigations lose against react-admin's synchronous updates: signing out went on for ten seconds.
  root.render(
    <RouterProvider router={createRouter(configuration.connection)} useTransitions={false} />,
  )
}

/** A data router: without one, react-admin cannot warn of unsaved changes. */
function createRouter(connection: Connection) {
  const client = createSupabaseClient(connection)
  const app = (
    <App
      dataProvider={createSupabaseDataProvider(client, connection)}
      authProvider={createSupabaseAuthProvider(client)}
    />
  )
  return createBrowserRouter([{ path: '*', element: app }])
}
