import { HttpError } from 'ra-core'
import { fieldErrors } from './field-errors.ts'

/** What PostgREST, its client and fetch give when something fails. */
interface Failure {
  readonly name?: string
  readonly status?: number
  readonly code?: string
  readonly message?: string
  readonly details?: string | null
  readonly body?: {
    readonly code?: string
    readonly message?: string
    readonly details?: string | null
  } | null
}

/** Keys of the catalog. Each says what to do. */
const messageOfCode: Readonly<Record<string, string>> = {
  '22001': 'crm.error.too_long',
  '22003': 'crm.error.number_too_large',
  '22007': 'crm.error.invalid_value',
  '22008': 'crm.error.invalid_value',
  '22P02': 'crm.error.invalid_value',
  '23502': 'crm.error.required_missing',
  '23503': 'crm.error.still_in_use',
  '23505': 'crm.error.already_exists',
  '23514': 'crm.error.invalid_value',
  '40001': 'crm.error.busy',
  '40P01': 'crm.error.busy',
  '42501': 'crm.error.forbidden',
  '53300': 'crm.error.busy',
  '55P03': 'crm.error.busy',
  '57014': 'crm.error.too_slow',
  // Cannot reach its database, or is learning its schema.
  PGRST000: 'crm.error.database_away',
  PGRST001: 'crm.error.database_away',
  PGRST002: 'crm.error.database_away',
  PGRST003: 'crm.error.busy',
  PGRST116: 'crm.error.not_found',
  PGRST202: 'crm.error.schema_changed',
  PGRST204: 'crm.error.schema_changed',
  PGRST205: 'crm.error.schema_changed',
  PGRST301: 'crm.error.session_over',
  PGRST303: 'crm.error.session_over',
}

/** Raised by functions and triggers: the sentence is meant for people. */
const SPEAKING_CODES = ['P0001', 'PT404', '23514']

/** Sentences of the schema that everybody may meet, in the words of the catalog. */
const messageOfSentence: readonly (readonly [RegExp, string])[] = [
  [/cannot be below itself/, 'crm.error.organization_cycle'],
  [/does not exist.* or you may not (?:change|move) it/, 'crm.error.not_there'],
]

/** PostgreSQL's own sentences name constraints and relations, which nobody but us knows. */
const TECHNICAL = /violates|relation "|column "|operator does not exist/i

/**
 * The error that the pages show: a key of the catalog, or the database's own sentence where it was written for people.
 * Status 401 makes react-admin ask for the password again; a 403 does not, because a row that one may not change says
 * nothing about the session. `body.errors` puts the message on the fields of a form, and keeps a form whose save failed
 * from taking itself for saved.
 */
export function toUserError(error: unknown): HttpError {
  const failure = (typeof error === 'object' && error !== null ? error : {}) as Failure
  const isWorded = error instanceof HttpError && error.message.startsWith('crm.')
  const code = failure.code ?? failure.body?.code ?? ''
  const status = failure.status ?? (code === 'PGRST301' || code === 'PGRST303' ? 401 : 0)
  const message = isWorded ? error.message : messageFor(code, status, failure)
  const errors = {
    ...fieldErrors(code, textOf(failure), failure.body?.details ?? failure.details ?? ''),
    root: { serverError: message },
  }
  return new HttpError(message, status, { ...failure.body, code, errors })
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
  const sentence = textOf(failure)
  const worded = messageOfSentence.find(([pattern]) => pattern.test(sentence))
  if (worded) return worded[1]
  if (SPEAKING_CODES.includes(code) && sentence && !TECHNICAL.test(sentence)) return sentence
  const known = messageOfCode[code]
  if (known) return known
  if (failure.name === 'TimeoutError') return 'crm.error.no_answer'
  if (status === 0)
    return isNetworkFailure(sentence) ? 'crm.error.unreachable' : 'crm.error.unknown'
  return messageOfStatus(status)
}

function messageOfStatus(status: number): string {
  if (status === 401) return 'crm.error.session_over'
  if (status === 403) return 'crm.error.forbidden'
  if (status === 404 || status === 406) return 'crm.error.not_found'
  if (status === 409) return 'crm.error.busy'
  if (status === 413) return 'crm.error.too_large'
  if (status === 429) return 'crm.error.too_many_requests'
  if (status >= 502 && status <= 504) return 'crm.error.unreachable'
  return status >= 500 ? 'crm.error.server' : 'crm.error.unknown'
}

function textOf(failure: Failure): string {
  return failure.body?.message ?? failure.message ?? ''
}

/** fetch says it differently in each browser: «Failed to fetch», «NetworkError …», «Load failed». */
function isNetworkFailure(sentence: string): boolean {
  return sentence === '' || /fetch|network|load failed/i.test(sentence)
}
