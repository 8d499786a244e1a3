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
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) {
    return error.code
  }
  return sqlState(error.cause)
}

/** Any thrown thing as an error with a code, a hint and an exit code; what is one already stays as it is. */
export function asMigrationError(error: unknown): MigrationError {
  if (error instanceof MigrationError) return error
  const message = error instanceof Error ? error.message : String(error)
  const state = sqlState(error)
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
  if (state?.startsWith('08') || state === '57P01') {
    return 'The connection was lost. Run the same command again; it continues where it stopped.'
  }
  return 'Nothing half-done is left behind: run the same command again. See the log file for details.'
}
