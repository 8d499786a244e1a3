import type { SupabaseClient } from '@supabase/supabase-js'

/** A server that is alive ends a statement itself before this. */
const TIMEOUT_MS = 30_000

export type AuthorizedFetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>

type Auth = Pick<SupabaseClient['auth'], 'getSession' | 'refreshSession'>

/**
 * `fetch` as the user who is signed in. A token that the server calls expired is renewed once and the request sent
 * again: a device that slept, or whose clock is slow, thinks that its token is still good.
 */
export function createAuthorizedFetch(
  publishableKey: string,
  auth: Auth,
  timeoutMs = TIMEOUT_MS,
): AuthorizedFetch {
  return async (input, init) => {
    const { data } = await auth.getSession()
    const token = data.session?.access_token
    const answer = await send(input, init, { publishableKey, token, timeoutMs })
    if (answer.status !== 401 || !token) return answer
    const renewed = (await auth.refreshSession()).data.session?.access_token
    if (!renewed) return answer
    return send(input, init, { publishableKey, token: renewed, timeoutMs })
  }
}

interface SendOptions {
  readonly publishableKey: string
  readonly token: string | undefined
  readonly timeoutMs: number
}

function send(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  { publishableKey, token, timeoutMs }: SendOptions,
): Promise<Response> {
  const headers = new Headers(init?.headers)
  headers.set('apikey', publishableKey)
  headers.set('authorization', `Bearer ${token ?? publishableKey}`)
  // Days are those of the reader's calendar: «won today», stale, due.
  headers.set('x-time-zone', new Intl.DateTimeFormat().resolvedOptions().timeZone)
  const limit = AbortSignal.timeout(timeoutMs)
  const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit
  return fetch(input, { ...init, headers, signal })
}
