/** What can go wrong with the local stack. The code is stable: scripts and tests may rely on it. */
export type StackErrorCode =
  | 'platform-unsupported'
  | 'folder-not-accessible'
  | 'folder-not-owned'
  | 'folder-not-empty'
  | 'cluster-incompatible'
  | 'secrets-missing'
  | 'initdb-failed'
  | 'postgres-failed'
  | 'postgres-busy'
  | 'name-invalid'
  | 'not-there'
  | 'snapshot-failed'
  | 'port-in-use'
  | 'database-unreachable'

export interface StackErrorFacts {
  /** What to do next, as one sentence for the operator. */
  readonly hint: string
  readonly cause?: unknown
}

/** An error of the local stack: what happened and where (`message`), and what to do next (`hint`). */
export class StackError extends Error {
  readonly code: StackErrorCode
  readonly hint: string

  constructor(code: StackErrorCode, message: string, facts: StackErrorFacts) {
    super(`${message} ${facts.hint}`, facts.cause === undefined ? {} : { cause: facts.cause })
    this.name = 'StackError'
    this.code = code
    this.hint = facts.hint
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The `code` of a system or database error, if it has one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
