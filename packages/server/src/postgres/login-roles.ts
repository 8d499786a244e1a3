import { connect, type Sql } from '@valence/db'
import type { ClusterSecrets } from './secrets.ts'

/** The roles that log in with a password of their own. What they may do is the platform's business. */
export const LOGIN_ROLES = ['postgres', 'valence_api'] as const
export type LoginRole = (typeof LOGIN_ROLES)[number]

/**
 * Makes the login roles of a new cluster with their passwords. The password is sent as it is: the server keeps
 * a SCRAM verifier only, and no statement is logged.
 */
export async function ensureLoginRoles(
  superuserUrl: string,
  secrets: ClusterSecrets,
): Promise<void> {
  const sql = connect(superuserUrl, { max: 1, applicationName: 'valence-start' })
  try {
    const passwords: Record<LoginRole, string> = {
      postgres: secrets.postgres,
      valence_api: secrets.valenceApi,
    }
    for (const role of LOGIN_ROLES) await ensureRole(sql, role, passwords[role])
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function ensureRole(sql: Sql, role: LoginRole, password: string): Promise<void> {
  const found = await sql`select 1 from pg_catalog.pg_roles as r where r.rolname = ${role}`
  if (found.length > 0) return
  // Utility statements take no parameters; the name is one of ours, and the password is base64url.
  await sql.unsafe(`create role ${role} login nosuperuser password '${password}'`)
}
