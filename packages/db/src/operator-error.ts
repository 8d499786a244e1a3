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

export interface OperatorErrorDetails<Code extends string = string> {
  /** Stable, for scripts and the list of errors in the documentation: `VAL…`. */
  readonly code: Code
  readonly exitCode: ExitCode
  /** What the operator can do about it. */
  readonly hint: string
  /** The object it is about, where there is one. */
  readonly object?: string | undefined
  readonly cause?: unknown
}

/** An error that tells the operator what happened, where, and what to do next. Each part of the program derives its own. */
export class OperatorError<Code extends string = string> extends Error {
  readonly code: Code
  readonly exitCode: ExitCode
  readonly hint: string
  readonly object: string | undefined

  constructor(message: string, details: OperatorErrorDetails<Code>) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = new.target.name
    this.code = details.code
    this.exitCode = details.exitCode
    this.hint = details.hint
    this.object = details.object
  }
}
