import {
  type ErrorCatalogue,
  exitCodes,
  OperatorError,
  type OperatorErrorDetails,
} from '@valence/db'

/** What the program itself refuses, beside what its parts do. */
export const commandErrors = {
  'VAL-NOT-EMPTY': {
    exitCode: exitCodes.usage,
    meaning: 'The database that a sample is to be loaded into is not empty. Nothing was changed.',
    wayOut: 'Name another database.',
  },
} as const satisfies ErrorCatalogue

type CommandErrorCode = keyof typeof commandErrors

/** An error of the program: what happened, and what to do next. */
export class CommandError extends OperatorError<CommandErrorCode> {
  constructor(message: string, details: OperatorErrorDetails<CommandErrorCode>) {
    super(message, details, commandErrors[details.code])
  }
}
