import { isDriverCrash } from './sql/driver-crash.ts'

/** Exit codes of the command line, as documented in the operator guide. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  noGo: 3,
  windowOver: 4,
  busy: 5,
  needsApproval: 6,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export interface MigrationErrorDetails {
  /** Stable, for scripts and the list of errors in the documentation: `VAL…`. */
  readonly code: string
  readonly exitCode: ExitCode
  /** What the operator can do about it. */
  readonly hint: string
  /** The object it is about, where there is one. */
  readonly object?: string | undefined
  readonly cause?: unknown
}

/** An error that tells the operator what happened, where, and what to do next. */
export class MigrationError extends Error {
  readonly code: string
  readonly exitCode: ExitCode
  readonly hint: string
  readonly object: string | undefined

  constructor(message: string, details: MigrationErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'MigrationError'
    this.code = details.code
    this.exitCode = details.exitCode
    this.hint = details.hint
    this.object = details.object
  }
}

/** The SQLSTATE of a database error, at any depth of causes. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  // EPIPE has five letters too, and is the system's.
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE') return code
  return sqlState(error.cause)
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What the driver and the system say when a connection ends that was there. */
const LOST = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** Whether the connection broke, seen from here or told by the server, at any depth of causes. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (isDriverCrash(error)) return true
  const code = codeOf(error) ?? ''
  return LOST.has(code) || /^(08|57P0[123])/.test(code) || isConnectionLost(error.cause)
}

/** Any thrown thing as an error with a code, a hint and an exit code; what is one already stays as it is. */
export function asMigrationError(error: unknown): MigrationError {
  if (error instanceof MigrationError) return error
  const message = error instanceof Error ? error.message : String(error)
  const state = sqlState(error)
  if (isConnectionLost(error)) {
    return new MigrationError(`The connection to the server was lost (${message})`, {
      code: 'VAL-CONNECTION-LOST',
      exitCode: exitCodes.failed,
      hint: 'Run the same command again; it continues where it stopped. Whatever was not committed did not happen.',
      cause: error,
    })
  }
  return new MigrationError(state === undefined ? message : `${message} (SQLSTATE ${state})`, {
    code: state === undefined ? 'VAL-UNEXPECTED' : `VAL-SQL-${state}`,
    exitCode: exitCodes.failed,
    hint: hintFor(state),
    cause: error,
  })
}

function hintFor(state: string | undefined): string {
  if (state === '55P03') return 'Another transaction holds a lock. Run the same command again.'
  if (state === '42501') return 'Connect as the role that owns the tables (on Supabase: postgres).'
  if (state === '53100')
    return 'The server has no disk space left. Free some, then run the same command again.'
  return 'Nothing half-done is left behind: run the same command again. See the log file for details.'
}
