import { AsyncLocalStorage } from 'node:async_hooks'

/** What is known of the request that is underway, for whoever works on it. */
export interface RequestScope {
  /** In the log, in the answer's header and in errors. */
  readonly id: string
  /** Where it came from, past proxies that are trusted. */
  readonly address: string
  /** What the reader's device calls its time zone; '' where it does not say. The database makes nothing of a zone it does not know. */
  readonly timeZone: string
  /** Who is signed in, once that is known. */
  user: string | null
}

const scopes = new AsyncLocalStorage<RequestScope>()

/** Runs what works on a request. */
export function inRequestScope<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work)
}

/** The request that is underway here; outside of one, work of the server itself. */
export function requestScope(): RequestScope | undefined {
  return scopes.getStore()
}

/** Who has to wait for their turn: a user is the same from everywhere, visitors are told apart by address. */
export function whoAsks(): string {
  const scope = scopes.getStore()
  return scope === undefined ? 'server' : (scope.user ?? `visitor ${scope.address}`)
}
