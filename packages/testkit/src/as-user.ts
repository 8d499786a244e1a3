import type { Database, Transaction } from '@valence/db'

/** A signed-in user by id, a visitor (null or `'anon'`), or the service key. */
export type Actor = string | null

/**
 * Runs `work` as PostgREST runs a request: in one transaction, as the role of the token, with its claims. What
 * the work throws undoes the transaction and comes out unchanged.
 */
export async function asUser<T>(
  sql: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const claims = claimsOf(actor)
  const outcome = await sql.begin(async (tx) => {
    await tx`
      select
        set_config('role', ${claims.role}, true),
        set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
        set_config('request.jwt.claim.role', ${claims.role}, true),
        set_config('request.jwt.claim.sub', ${claims.sub ?? ''}, true)
    `
    // Wrapped, because the driver unpacks arrays of promises that a transaction returns.
    return { value: await work(tx) }
  })
  return outcome.value as T
}

interface Claims {
  readonly role: 'anon' | 'authenticated' | 'service_role'
  readonly sub?: string
  readonly aud?: 'authenticated'
}

function claimsOf(actor: Actor): Claims {
  if (actor === null || actor === 'anon') return { role: 'anon' }
  if (actor === 'service_role') return { role: 'service_role' }
  return { role: 'authenticated', sub: actor, aud: 'authenticated' }
}
