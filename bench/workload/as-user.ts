import type { Database } from '@valence/db'

/** A script of one or more statements as a signed-in user, in one transaction and one round trip, as an API sends it. */
export function scriptAs(userId: string, statement: string): string {
  return `begin;
    set local role authenticated;
    select set_config('request.jwt.claims', '{"sub":"${userId}","role":"authenticated"}', true),
      set_config('request.jwt.claim.sub', '${userId}', true);
    ${statement};
    commit`
}

/**
 * Runs it; a transaction that failed is ended before the error comes out.
 * @throws what the server says
 */
export async function runAs(sql: Database, userId: string, statement: string): Promise<void> {
  try {
    await sql.unsafe(scriptAs(userId, statement))
  } catch (error) {
    await sql.unsafe('rollback')
    throw error
  }
}

/** The SQLSTATE of an error, or its message. */
export function stateOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  return error instanceof Error ? error.message : String(error)
}
