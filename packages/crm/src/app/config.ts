import type { Connection } from '../providers/supabase/index.ts'

/** Why the app cannot start. */
export type StartProblem = 'not-configured' | 'unreachable'

/** Where the server is, or why we do not know. */
export type StartConfiguration =
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'problem'; readonly problem: StartProblem }

interface BuildEnvironment {
  readonly VITE_SUPABASE_URL?: string
  readonly VITE_SUPABASE_ANON_KEY?: string
}

/**
 * Values of the build where they are set, else `/config.json` of the server that serves the page:
 * `{ "supabaseUrl": …, "publishableKey": … }`. A URL that begins with `/` is on the page's own origin.
 */
export async function readStartConfiguration(
  environment: BuildEnvironment,
  origin: string,
  fetchJson: () => Promise<unknown>,
): Promise<StartConfiguration> {
  const built = connectionOf(
    {
      supabaseUrl: environment.VITE_SUPABASE_URL,
      publishableKey: environment.VITE_SUPABASE_ANON_KEY,
    },
    origin,
  )
  if (built) return { kind: 'connection', connection: built }
  try {
    const served = connectionOf(await fetchJson(), origin)
    if (served) return { kind: 'connection', connection: served }
    return { kind: 'problem', problem: 'not-configured' }
  } catch (error) {
    // fetch rejects with a TypeError when nobody answers; everything else is an answer that is no configuration.
    const isSilent = error instanceof TypeError
    return { kind: 'problem', problem: isSilent ? 'unreachable' : 'not-configured' }
  }
}

/** `/config.json` as the server gives it now. @throws TypeError when it cannot be reached, Error when it has none */
export async function fetchServedConfiguration(): Promise<unknown> {
  const response = await fetch('/config.json', {
    headers: { accept: 'application/json' },
    cache: 'no-store',
  })
  const type = response.headers.get('content-type') ?? ''
  // A server for single-page apps answers an unknown path with its HTML.
  if (!response.ok || !type.includes('json')) throw new Error('/config.json is not there')
  return response.json()
}

function connectionOf(value: unknown, origin: string): Connection | null {
  if (typeof value !== 'object' || value === null) return null
  const { supabaseUrl, publishableKey } = value as Record<string, unknown>
  if (typeof supabaseUrl !== 'string' || typeof publishableKey !== 'string') return null
  if (supabaseUrl === '' || publishableKey === '') return null
  const url = supabaseUrl.startsWith('/') ? `${origin}${supabaseUrl}` : supabaseUrl
  return { supabaseUrl: url.replace(/\/+$/, ''), publishableKey }
}
