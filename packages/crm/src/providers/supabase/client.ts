import { AuthClient } from '@supabase/auth-js'
import { PostgrestClient } from '@supabase/postgrest-js'
import type { SupabaseClient } from '@supabase/supabase-js'
import { HttpError } from 'ra-core'
import { type AuthorizedFetch, createAuthorizedFetch } from './authorized-fetch.ts'

/** 50 MB at 1 Mbit/s. */
const FILE_TIMEOUT_MS = 420_000

/** Where the CRM finds its server. */
export interface Connection {
  readonly supabaseUrl: string
  /** The key that browsers may have: «publishable», formerly «anon». */
  readonly publishableKey: string
}

/** The client and the way its requests go, for what does not go through the client. */
export interface SupabaseAccess {
  readonly connection: Connection
  readonly client: SupabaseClient
  readonly fetch: AuthorizedFetch
  /** The same for files, which may be long on their way. */
  readonly fetchFile: AuthorizedFetch
}

/**
 * The one client of the app; session and its refresh live in it. Made of the parts of supabase-js that the CRM uses:
 * whole, it would bring sockets, functions and storage into the first load.
 */
export function createSupabaseAccess(connection: Connection): SupabaseAccess {
  const { supabaseUrl, publishableKey } = connection
  const auth = new AuthClient({
    url: `${supabaseUrl}/auth/v1`,
    headers: { apikey: publishableKey, Authorization: `Bearer ${publishableKey}` },
    // As supabase-js names it, so that who is signed in stays so.
    storageKey: `sb-${new URL(supabaseUrl).hostname.split('.')[0]}-auth-token`,
  })
  const authorized = createAuthorizedFetch(publishableKey, auth)
  const rest = new PostgrestClient(`${supabaseUrl}/rest/v1`, { fetch: authorized })
  const parts = {
    auth,
    from: (table: string) => rest.from(table),
    rpc: (name: string, args: Record<string, unknown> = {}) => rest.rpc(name, args),
  }
  // The parts that the provider asks for, and no others, under the name by which its files know them.
  const client = parts as unknown as SupabaseClient
  const fetchFile = createAuthorizedFetch(publishableKey, auth, FILE_TIMEOUT_MS)
  return { connection, client, fetch: authorized, fetchFile }
}

interface Answer {
  readonly data: unknown
  readonly error: { readonly message: string; readonly code?: string } | null
  readonly status: number
}

/**
 * The data of an answer of the client, as the type that the caller knows it to have.
 * @throws HttpError with the server's code, to be worded by `toUserError`
 */
export async function answerOf<T>(answer: PromiseLike<Answer>): Promise<T> {
  const { data, error, status } = await answer
  if (error) throw new HttpError(error.message, status, error)
  // The wire has no types: the SQL of packages/schema and its entities say the same, by test.
  return data as T
}
