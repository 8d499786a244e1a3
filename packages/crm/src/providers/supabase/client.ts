import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { HttpError } from 'ra-core'

/** Where the CRM finds its server. */
export interface Connection {
  readonly supabaseUrl: string
  /** The key that browsers may have: «publishable», formerly «anon». */
  readonly publishableKey: string
}

/** The one client of the app; session and its refresh live in it. */
export function createSupabaseClient({ supabaseUrl, publishableKey }: Connection): SupabaseClient {
  return createClient(supabaseUrl, publishableKey)
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
