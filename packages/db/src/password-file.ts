import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { decoded } from './decoded.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface PasswordLookup {
  readonly password: string | null
  /** Why a file was not read that is there. */
  readonly warning: string | null
}

const NONE: PasswordLookup = { password: null, warning: null }
const DEFAULT_PORT = '5432'
const OTHERS_MAY_USE = 0o077

/**
 * Looks a connection up in the password file, as libpq does: the first line whose host, port, database and user match;
 * `*` matches everything, and a backslash takes the next character as it is. A socket is `localhost`. A file that
 * group or others may read is left alone.
 */
export function lookUpPassword(url: URL, env: Environment): PasswordLookup {
  const file = passwordFile(env)
  const text = readOwn(file)
  if (typeof text !== 'string') return text
  const host = decoded(url.hostname.replace(/^\[|\]$/g, ''))
  const wanted = [
    host === '' || host.startsWith('/') ? 'localhost' : host,
    url.port === '' ? DEFAULT_PORT : url.port,
    decoded(url.pathname.slice(1)),
    decoded(url.username),
  ]
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const fields = fieldsOf(line)
    const isMatch = wanted.every((value, place) => ['*', value].includes(fields[place] ?? ''))
    if (isMatch && fields[4] !== undefined) return { password: fields[4], warning: null }
  }
  return NONE
}

/** `PGPASSFILE`, else where libpq looks for it on this system. */
function passwordFile(env: Environment): string {
  const given = env['PGPASSFILE']
  if (given !== undefined && given !== '') return given
  return process.platform === 'win32'
    ? path.join(env['APPDATA'] ?? '', 'postgresql', 'pgpass.conf')
    : path.join(env['HOME'] ?? homedir(), '.pgpass')
}

/** The text of a file that is its owner's alone; else what there is to say of it. */
function readOwn(file: string): string | PasswordLookup {
  try {
    const status = statSync(file)
    if (!status.isFile()) return ignored(file, 'it is not a plain file')
    if (process.platform !== 'win32' && (status.mode & OTHERS_MAY_USE) !== 0) {
      return ignored(file, `group or others may use it; chmod 600 ${file}`)
    }
    return readFileSync(file, 'utf8')
  } catch {
    return NONE // most people have none, and libpq does not ask for it either
  }
}

function ignored(file: string, why: string): PasswordLookup {
  return { password: null, warning: `The password file ${file} is ignored: ${why}` }
}

/** Host, port, database, user, password. A colon behind a backslash belongs to its field. */
function fieldsOf(line: string): readonly string[] {
  const fields = ['']
  for (const [whole, escaped] of line.matchAll(/\\(.)|[^\\]|\\$/g)) {
    if (whole === ':' && fields.length < 5) fields.push('')
    else fields[fields.length - 1] += escaped ?? whole
  }
  return fields
}
