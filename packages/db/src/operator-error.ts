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

/** What a code stands for, whatever the case at hand is. The list of errors in the documentation is made of these. */
export interface ErrorMeaning {
  readonly exitCode: ExitCode
  /** Where it ends with another exit code in some cases: that one, and when. */
  readonly otherwise?: { readonly exitCode: ExitCode; readonly when: string }
  readonly meaning: string
  readonly wayOut: string
}

/** The errors of one part of the program, by code. `satisfies ErrorCatalogue` is what the documentation looks for. */
export type ErrorCatalogue = Readonly<Record<`VAL-${string}`, ErrorMeaning>>

export interface OperatorErrorDetails<Code extends string> {
  /** Stable, for scripts and the list of errors in the documentation: `VAL…`. */
  readonly code: Code
  /** What the operator can do about it in this case. */
  readonly hint: string
  /** The object it is about, where there is one. */
  readonly object?: string | undefined
  readonly cause?: unknown
  /** Where it is another one than the code has. */
  readonly exitCode?: ExitCode
}

/**
 * An error that tells the operator what happened, where, and what to do next. Each part of the program derives its own, whose
 * codes are those of its catalogue: one without a meaning does not compile.
 */
export abstract class OperatorError<Code extends string = string> extends Error {
  readonly code: Code
  readonly exitCode: ExitCode
  readonly hint: string
  readonly object: string | undefined

  protected constructor(
    message: string,
    details: OperatorErrorDetails<Code>,
    meaning: ErrorMeaning,
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = new.target.name
    this.code = details.code
    this.exitCode = details.exitCode ?? meaning.exitCode
    this.hint = details.hint
    this.object = details.object
  }
}
