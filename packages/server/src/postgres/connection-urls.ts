import { SUPERUSER } from './initialise.ts'
import type { LoginRole } from './login-roles.ts'
import type { ClusterSecrets } from './secrets.ts'

/** A connection URL for the superuser. */
export function superuserUrl(port: number, secrets: ClusterSecrets, database = 'postgres'): string {
  return build(port, SUPERUSER, secrets.superuser, database)
}

/** A connection URL for a role that logs in with a password of its own. */
export function loginUrl(
  port: number,
  role: LoginRole,
  secrets: ClusterSecrets,
  database = 'postgres',
): string {
  const password = role === 'postgres' ? secrets.postgres : secrets.valenceApi
  return build(port, role, password, database)
}

function build(port: number, role: string, password: string, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
