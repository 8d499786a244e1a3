import {
  type ErrorCatalogue,
  exitCodes,
  OperatorError,
  type OperatorErrorDetails,
} from './operator-error.ts'

/** What goes wrong on the way to a server, and what it says itself. */
export const databaseErrors = {
  'VAL-CONNECT': {
    exitCode: exitCodes.failed,
    meaning: 'The server cannot be reached.',
    wayOut:
      'Check host and port, and whether a firewall is in between. The direct host of a Supabase project answers on IPv6 only: use its session pooler on port 5432 otherwise.',
  },
  'VAL-PASSWORD': {
    exitCode: exitCodes.failed,
    meaning: 'The server does not take the password of this user.',
    wayOut:
      'Put it into `PGPASSWORD`, into the password file (`~/.pgpass`, or the one that `PGPASSFILE` names), or into `DATABASE_URL` with special characters percent-encoded.',
  },
  'VAL-TLS': {
    exitCode: exitCodes.failed,
    otherwise: { exitCode: exitCodes.usage, when: 'the settings cannot be used' },
    meaning:
      'The connection cannot be encrypted, or not left unencrypted, as the settings say: an unknown mode or file, a certificate that does not hold, a server that wants otherwise.',
    wayOut:
      'Look at `sslmode`, `sslrootcert`, `sslcert` and `sslkey` in the URL, or at `PGSSLMODE` and the like. The hint says which one.',
  },
  'VAL-POOLER': {
    exitCode: exitCodes.noGo,
    meaning:
      'The connection goes through a transaction pooler, where locks and settings of a session do not hold.',
    wayOut:
      'Connect to the server itself, or to a pooler in session mode (on Supabase: port 5432 of the same host).',
  },
  'VAL-SESSIONS': {
    exitCode: exitCodes.failed,
    meaning: 'The server gives one session and no second one.',
    wayOut:
      'Raise the size of the pool, end sessions that nobody needs, or connect to the server itself.',
  },
  'VAL-LOCKED': {
    exitCode: exitCodes.failed,
    meaning: 'A lock was not free in all the attempts that are made. Whoever holds it is named.',
    wayOut: 'End the transaction named there or wait for it, then run the same command again.',
  },
  'VAL-OBJECT-HELD': {
    exitCode: exitCodes.noGo,
    meaning:
      'A view of ours has to be made anew, and an object of the installation holds it that cannot be made again around it: a materialized view, or a function that answers with its rows.',
    wayOut: 'Drop the object that is named, run the same command again, and make it again.',
  },
  'VAL-CONNECTION-LOST': {
    exitCode: exitCodes.failed,
    meaning: 'The connection broke, or is dead and only looks alive.',
    wayOut:
      'Run the same command again; it continues where it stopped. Whatever was not committed did not happen.',
  },
  'VAL-SQL-nnnnn': {
    exitCode: exitCodes.failed,
    meaning:
      'The server refused a statement for a reason that has no code here; `nnnnn` is the SQLSTATE.',
    wayOut:
      'Nothing half-done is left behind. `55P03`: another transaction holds a lock, run the same command again. `42501`: connect as the role that owns the tables. `53100`: free some disk on the server. Others: see the log file.',
  },
  'VAL-UNEXPECTED': {
    exitCode: exitCodes.failed,
    meaning: 'Something else went wrong that nobody foresaw.',
    wayOut:
      'Nothing half-done is left behind: run the same command again. If it happens again, report it with the log file.',
  },
} as const satisfies ErrorCatalogue

type SqlStateCode = `VAL-SQL-${string}`
type DatabaseErrorCode = keyof typeof databaseErrors | SqlStateCode

/** An error of the way to a server, or of the server itself. */
export class DatabaseError extends OperatorError<DatabaseErrorCode> {
  constructor(message: string, details: OperatorErrorDetails<DatabaseErrorCode>) {
    const { code } = details
    super(message, details, databaseErrors[isSqlState(code) ? 'VAL-SQL-nnnnn' : code])
  }
}

function isSqlState(code: DatabaseErrorCode): code is SqlStateCode {
  return code.startsWith('VAL-SQL-')
}
