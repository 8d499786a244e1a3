import type { Transaction } from './connect.ts'

/** Who sends a request to the API. */
export type ApiActor =
  | { readonly role: 'anon' | 'service_role' }
  | { readonly role: 'authenticated'; readonly userId: string }

/** What an application's sessions have, on which functions of an installation without a path of their own rely. */
export const APPLICATION_PATH = 'public, extensions, pg_temp'

/**
 * Makes the rest of a transaction (or savepoint) what a request of the API is: the role of its token, with its claims, and the API's search
 * path, on which functions of the installation without one of their own rely.
 */
export async function actAs(tx: Transaction, actor: ApiActor): Promise<void> {
  const claims =
    actor.role === 'authenticated'
      ? { role: actor.role, sub: actor.userId, aud: 'authenticated' }
      : { role: actor.role }
  await tx`
    select
      set_config('search_path', ${APPLICATION_PATH}, true),
      set_config('role', ${actor.role}, true),
      set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
      set_config('request.jwt.claim.role', ${actor.role}, true),
      set_config('request.jwt.claim.sub', ${claims.sub ?? ''}, true)`
}
