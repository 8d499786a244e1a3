import { DatabaseError } from './database-error.ts'
import { OperatorError } from './operator-error.ts'
import { isConnectionLost, sqlState } from './sql-state.ts'

/** Any thrown thing as an error with a code, a hint and an exit code; what is one already stays as it is. */
export function asOperatorError(error: unknown): OperatorError {
  if (error instanceof OperatorError) return error
  const message = error instanceof Error ? error.message : String(error)
  const state = sqlState(error)
  if (isConnectionLost(error)) {
    return new DatabaseError(`The connection to the server was lost (${message})`, {
      code: 'VAL-CONNECTION-LOST',
      hint: 'Run the same command again; it continues where it stopped. Whatever was not committed did not happen.',
      cause: error,
    })
  }
  return new DatabaseError(state === undefined ? message : `${message} (SQLSTATE ${state})`, {
    code: state === undefined ? 'VAL-UNEXPECTED' : `VAL-SQL-${state}`,
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
