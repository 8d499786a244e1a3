import { readFileSync } from 'node:fs'
import { DatabaseError } from './database-error.ts'
import { decoded } from './decoded.ts'
import { exitCodes } from './operator-error.ts'

/** What libpq calls sslmode, in the order of their strictness. */
export const sslModes = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
] as const
export type SslMode = (typeof sslModes)[number]

/** What the driver takes as its option `ssl`. */
export type DriverTls =
  | false
  | 'prefer'
  | {
      readonly host: string
      readonly rejectUnauthorized: boolean
      readonly ca?: string
      readonly cert?: string
      readonly key?: string
      readonly checkServerIdentity?: () => undefined
    }

export interface TlsSettings {
  /** The URL without what is said here. */
  readonly url: string
  readonly tls: DriverTls
}

const LOCAL_HOSTS = ['', 'localhost', '127.0.0.1', '::1', '[::1]']

/** Whether a connection to this host stays on this machine. */
export function isLocalHost(hostname: string): boolean {
  return LOCAL_HOSTS.includes(hostname) || decoded(hostname).startsWith('/')
}

/**
 * Reads how a connection is to be encrypted, as libpq does: `sslmode`, `sslrootcert`, `sslcert` and `sslkey` in the URL,
 * else `PGSSLMODE`, `PGSSLROOTCERT`, `PGSSLCERT`, `PGSSLKEY`. Without a word, other hosts are asked for TLS (`prefer`).
 * @throws DatabaseError with exit code 2 for a mode that does not exist or a file that cannot be read
 */
export function tlsOf(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): TlsSettings {
  const url = new URL(text)
  const take = (name: string): string | undefined => {
    const value = url.searchParams.get(name) ?? env[`PG${name.toUpperCase()}`]
    url.searchParams.delete(name)
    return value === '' ? undefined : value
  }
  const wanted = take('sslmode')
  const rootCert = take('sslrootcert')
  const cert = take('sslcert')
  const key = take('sslkey')
  const mode = parseMode(wanted, rootCert, isLocalHost(url.hostname))
  if (mode === 'disable') return { url: url.toString(), tls: false }
  if (mode === 'prefer' || mode === 'allow') return { url: url.toString(), tls: 'prefer' }
  const ca = rootCert === undefined || rootCert === 'system' ? undefined : readCertificate(rootCert)
  return {
    url: url.toString(),
    tls: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      rejectUnauthorized: mode !== 'require',
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert: readCertificate(cert) }),
      ...(key === undefined ? {} : { key: readCertificate(key) }),
      // The chain is checked, the name is not: that is what verify-ca means.
      ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    },
  }
}

/**
 * The same settings for PostgreSQL's own programs, as variables: one way to say it for both, so that `pg_dump` connects as we do.
 * @throws DatabaseError with exit code 2 for a mode that does not exist
 */
export function tlsVariables(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const url = new URL(text)
  const variables: Record<string, string> = {}
  for (const name of ['sslmode', 'sslrootcert', 'sslcert', 'sslkey']) {
    const variable = `PG${name.toUpperCase()}`
    const value = url.searchParams.get(name) ?? env[variable]
    if (value !== undefined && value !== '') variables[variable] = value
  }
  const { PGSSLMODE: wanted, PGSSLROOTCERT: rootCert } = variables
  return { ...variables, PGSSLMODE: parseMode(wanted, rootCert, isLocalHost(url.hostname)) }
}

function parseMode(
  wanted: string | undefined,
  rootCert: string | undefined,
  isLocal: boolean,
): SslMode {
  if (wanted === undefined) {
    if (rootCert !== undefined) return 'verify-full'
    return isLocal ? 'disable' : 'prefer'
  }
  const mode = sslModes.find((known) => known === wanted)
  if (mode === undefined) {
    throw new DatabaseError(`There is no sslmode "${wanted}"`, {
      code: 'VAL-TLS',
      exitCode: exitCodes.usage,
      hint: `It is one of ${sslModes.join(', ')}.`,
    })
  }
  // As in libpq: with a root certificate at hand, require checks the chain too.
  return mode === 'require' && rootCert !== undefined ? 'verify-ca' : mode
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new DatabaseError(`The certificate ${file} cannot be read`, {
      code: 'VAL-TLS',
      exitCode: exitCodes.usage,
      object: file,
      hint: 'Check the path in sslrootcert, sslcert or sslkey (or PGSSLROOTCERT, PGSSLCERT, PGSSLKEY).',
      cause,
    })
  }
}
