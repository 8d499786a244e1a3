import { HttpError } from 'ra-core'

/** What PostgREST, its client and fetch give when something fails. */
interface Failure {
  readonly status?: number
  readonly code?: string
  readonly message?: string
  readonly body?: { readonly code?: string; readonly message?: string }
}

const messageOfCode: Readonly<Record<string, string>> = {
  '23502': 'crm.error.required_missing',
  '23503': 'crm.error.still_in_use',
  '23505': 'crm.error.already_exists',
  '22P02': 'crm.error.invalid_value',
  '22003': 'crm.error.number_too_large',
  '42501': 'crm.error.forbidden',
  '57014': 'crm.error.too_slow',
  PGRST116: 'crm.error.not_found',
  PGRST204: 'crm.error.schema_changed',
  PGRST205: 'crm.error.schema_changed',
  PGRST301: 'crm.error.session_over',
  PGRST303: 'crm.error.session_over',
}

/** Raised by our own functions and constraints: the sentence is meant for people. */
const SPEAKING_CODES = ['P0001', 'P0002', '23514']

/**
 * The error that the pages show: a key of the catalog, or the database's own sentence where it was written for people.
 * Status 401 makes react-admin ask for the password again; a 403 does not, because a row that one may not change says
 * nothing about the session.
 */
export function toUserError(error: unknown): HttpError {
  if (error instanceof HttpError && error.message.startsWith('crm.')) return error
  const failure = (typeof error === 'object' && error !== null ? error : {}) as Failure
  const code = failure.code ?? failure.body?.code ?? ''
  const status = failure.status ?? (code === 'PGRST301' || code === 'PGRST303' ? 401 : 0)
  return new HttpError(messageFor(code, status, failure), status, failure.body ?? { code })
}

/** Runs `work` and turns what it throws into a user error. */
export async function withUserErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toUserError(error)
  }
}

function messageFor(code: string, status: number, failure: Failure): string {
  const sentence = failure.body?.message ?? failure.message
  if (SPEAKING_CODES.includes(code) && sentence) return sentence
  const known = messageOfCode[code]
  if (known) return known
  if (status === 401) return 'crm.error.session_over'
  if (status === 403) return 'crm.error.forbidden'
  if (status === 404 || status === 406) return 'crm.error.not_found'
  if (status === 429) return 'crm.error.too_many_requests'
  if (status >= 500) return 'crm.error.server'
  if (status === 0 && isNetworkFailure(sentence)) return 'crm.error.unreachable'
  return sentence ?? 'crm.error.unknown'
}

/** fetch says it differently in each browser: «Failed to fetch», «NetworkError …», «Load failed». */
function isNetworkFailure(sentence: string | undefined): boolean {
  return sentence === undefined || /fetch|network|load failed/i.test(sentence)
}
