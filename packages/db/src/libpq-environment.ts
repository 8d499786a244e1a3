import { decoded } from './decoded.ts'
import { tlsVariables } from './tls.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Parameters of a URL that libpq knows by a variable of another name. */
const PARAMETERS: Readonly<Record<string, string>> = {
  options: 'PGOPTIONS',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  channel_binding: 'PGCHANNELBINDING',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
}

/** Of the caller's own variables these go on; others, PGSERVICE first, could lead the program to another server. */
const KEPT = ['PG_DUMP', 'PGPASSFILE', 'PGUSER', 'PGSSLCRL', 'PGGSSENCMODE', 'PGKRBSRVNAME']

/**
 * The environment in which PostgreSQL's own programs reach the database of a URL. Nothing of it has to be on a command line,
 * where every user of the host could read it. Messages come in English, because we look for some of them.
 */
export function libpqEnvironment(text: string, env: Environment): Record<string, string> {
  const url = new URL(text)
  const given: Record<string, string> = {
    PGHOST: decoded(url.hostname.replace(/^\[|\]$/g, '')),
    PGPORT: url.port,
    PGUSER: decoded(url.username),
    PGPASSWORD: decoded(url.password) || (env['PGPASSWORD'] ?? ''),
    PGDATABASE: decoded(url.pathname.slice(1)),
    PGAPPNAME: 'valence backup',
    PGCONNECT_TIMEOUT: '15',
  }
  for (const [parameter, variable] of Object.entries(PARAMETERS)) {
    const value = url.searchParams.get(parameter)
    if (value !== null) given[variable] = value
  }
  const own = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (!entry[0].startsWith('PG') || KEPT.includes(entry[0])),
  )
  const used = Object.entries({ ...given, ...tlsVariables(text, env) })
  return {
    ...Object.fromEntries(own),
    ...Object.fromEntries(used.filter(([, value]) => value !== '')),
    LC_ALL: 'C',
  }
}

/** The same server, another database. */
export function withDatabaseName(text: string, database: string): string {
  const url = new URL(text)
  url.pathname = `/${encodeURIComponent(database)}`
  return url.toString()
}
