import { DatabaseError } from './database-error.ts'
import { OperatorError } from './operator-error.ts'
import { sqlState } from './sql-state.ts'

interface Rule {
  readonly code: 'VAL-TLS' | 'VAL-PASSWORD' | 'VAL-CONNECT'
  readonly matches: (code: string, message: string) => boolean
  readonly what: string
  readonly hint: string
}

const UNKNOWN_AUTHORITY = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
]
const CLIENT_CERTIFICATE_HINT =
  'Give the file of the certificate as sslcert and that of its key as sslkey, in the URL or as PGSSLCERT and PGSSLKEY.'

/** The first that matches is said. */
const rules: readonly Rule[] = [
  {
    code: 'VAL-TLS',
    matches: (code) => UNKNOWN_AUTHORITY.includes(code),
    what: 'The certificate of the server is not signed by an authority that was given or that this system knows',
    hint: 'Give the file of its authority as sslrootcert (or PGSSLROOTCERT); your provider offers it for download. sslmode=require without sslrootcert encrypts and does not check.',
  },
  {
    code: 'VAL-TLS',
    matches: (code) => code === 'ERR_TLS_CERT_ALTNAME_INVALID',
    what: 'The certificate of the server is for another name than the one in the URL',
    hint: 'Use the name that it is for. sslmode=verify-ca checks its authority and not its name.',
  },
  {
    code: 'VAL-TLS',
    matches: (code) => code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID',
    what: 'The certificate of the server is not valid now',
    hint: 'Look at the clock of this machine and at the certificate. sslmode=require without sslrootcert does not check it.',
  },
  {
    code: 'VAL-TLS',
    matches: (_code, message) => /before secure TLS connection|does not support SSL/i.test(message),
    what: 'The server has no TLS, or something in between refuses it',
    hint: 'sslmode=prefer goes on without encryption where there is none; use it only where no one can listen.',
  },
  {
    code: 'VAL-TLS',
    matches: (code, message) => code === '28000' && /client certificate/.test(message),
    what: 'The server asks for a certificate of the client',
    hint: CLIENT_CERTIFICATE_HINT,
  },
  {
    code: 'VAL-TLS',
    matches: (code) => /^ERR_(?:SSL|OSSL)/.test(code),
    what: 'The server and this machine do not agree on TLS',
    hint: `Look at sslcert and sslkey: they have to belong together. ${CLIENT_CERTIFICATE_HINT}`,
  },
  {
    code: 'VAL-TLS',
    matches: (code, message) => code === '28000' && /no encryption/.test(message),
    what: 'The server lets this user in from here over an encrypted connection at most',
    hint: 'Add ?sslmode=require to the URL. If that is refused too, the server has no rule for this user and host (pg_hba.conf).',
  },
  {
    code: 'VAL-TLS',
    matches: (code, message) => code === '28000' && /SSL encryption/.test(message),
    what: 'The server lets this user in from here without encryption at most',
    hint: 'Add ?sslmode=disable to the URL where no one can listen. If that is refused too, the server has no rule for this user and host (pg_hba.conf).',
  },
  {
    code: 'VAL-PASSWORD',
    matches: (code) => code === '28P01',
    what: 'The server does not take the password of this user',
    hint: 'Put it into PGPASSWORD, into the password file (~/.pgpass, or the one that PGPASSFILE names), or into DATABASE_URL with special characters percent-encoded.',
  },
  {
    code: 'VAL-CONNECT',
    matches: (code) =>
      [
        'ECONNREFUSED',
        'ENOENT',
        'ENOTFOUND',
        'EAI_AGAIN',
        'CONNECT_TIMEOUT',
        'EHOSTUNREACH',
        'ENETUNREACH',
        'ETIMEDOUT',
      ].includes(code),
    what: 'The server cannot be reached',
    hint: 'Check host and port, and whether a firewall is in between. The direct host of a Supabase project answers on IPv6 only: use its session pooler on port 5432 otherwise.',
  },
]

/** An error of connecting that says what to do, or the error as it was where it is about something else. */
export function connectionError(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof OperatorError) return error
  const own = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const code = sqlState(error) ?? own
  const rule = rules.find(({ matches }) => matches(code, error.message))
  if (rule === undefined) return error
  return new DatabaseError(`${rule.what} (${error.message})`, {
    code: rule.code,
    object: new URL(url).host,
    hint: rule.hint,
    cause: error,
  })
}
