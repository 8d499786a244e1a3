import { markAnswered } from './quiet-console.ts'
import { currentTimeLimit } from './time-limits.ts'

/** The fields of a PostgreSQL error that an answer may show. */
interface DatabaseError {
  readonly code: string
  readonly message: string
  readonly detail?: string
  readonly hint?: string
}

/** Statuses that PostgREST gives and Lite does not. Lite answers 500 to all of these. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  // raise exception
  P0001: 400,
  // no data found
  P0002: 404,
  // a value that a column or an argument cannot take
  '22001': 400,
  '22023': 400,
  '23502': 400,
  // check, exclusion, other constraints
  '23514': 400,
  '23P01': 400,
  '23000': 400,
  '23001': 409,
  // a NUL within a message; the rest of its class is about connections
  '08P01': 400,
  // the statement's time is over
  '57014': 504,
  // lost a race; the caller may try again
  '40001': 409,
  '40P01': 409,
  '55P03': 409,
  // view without a rule for writing, object in another state
  '55000': 400,
  '0A000': 400,
  '44000': 400,
  '54001': 400,
}

/** What else is the request's fault: values, and what exceeds a limit. */
const STATUS_BY_CLASS: Readonly<Record<string, number>> = {
  '21': 400,
  '22': 400,
  '54': 400,
}

/** The server went away, is starting or stopping, or has no connection left. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

/** True when the error says that there is no database to talk to, rather than that it refused. */
export function isUnreachable(error: unknown): boolean {
  return hasCode(error) && UNREACHABLE.has(error.code)
}

/** Headers that mark an answer as "the database was away", for the retry of reads. Taken off before sending. */
export const UNREACHABLE_HEADER = 'x-valence-database-away'

/**
 * Translates an error for Lite's answer. Lite knows a special code, `PGRST`, by which a function may choose its
 * whole answer; used here to give the errors of the table above the status and shape that PostgREST gives them.
 */
export function toPostgrestError(error: unknown): unknown {
  return markAnswered(translate(error))
}

function translate(error: unknown): unknown {
  if (!hasCode(error)) return error
  if (isUnreachable(error)) {
    const answer = {
      code: 'PGRST001',
      message: 'The database does not answer. Try again in a moment.',
    }
    return chosenAnswer(503, answer, { [UNREACHABLE_HEADER]: '1', 'Retry-After': '1' })
  }
  if (error.code === QUERY_CANCELED && currentTimeLimit() !== undefined) {
    return chosenAnswer(422, TOO_MUCH_ASKED)
  }
  const status = statusOf(error.code)
  if (status === undefined) return error
  const { code, message, hint } = error
  return chosenAnswer(status, { code, message, details: shownDetail(error), hint: hint ?? null })
}

const QUERY_CANCELED = '57014'
/** A function that has a time limit of its own takes longer only when it is asked for much. */
const TOO_MUCH_ASKED = {
  code: QUERY_CANCELED,
  message: 'This would take too long.',
  details: null,
  hint: 'Search for other words, or fewer, or narrow the list.',
} as const

/** PTxyz is PostgREST's own way for a function to choose the status of its answer. */
function statusOf(code: string): number | undefined {
  const chosen = /^PT(?<status>[45]\d\d)$/.exec(code)?.groups?.['status']
  return chosen === undefined
    ? (STATUS_BY_CODE[code] ?? STATUS_BY_CLASS[code.slice(0, 2)])
    : Number(chosen)
}

/** A row that was refused may be one that the caller does not see: functions write with their owner's rights. */
function shownDetail({ detail }: DatabaseError): string | null {
  return detail === undefined || detail.startsWith('Failing row contains') ? null : detail
}

function chosenAnswer(
  status: number,
  answer: Readonly<Record<string, string | null>>,
  headers: Readonly<Record<string, string>> = {},
): DatabaseError {
  return {
    code: 'PGRST',
    message: JSON.stringify(answer),
    detail: JSON.stringify({ status, headers }),
  }
}

function hasCode(error: unknown): error is DatabaseError {
  return (
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
  )
}
