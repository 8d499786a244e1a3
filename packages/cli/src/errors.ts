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
    meaning:
      'The database that a sample is to be loaded into, or the CRM installed in, is not empty. Nothing was changed.',
    wayOut: 'Name another database; one that holds an Atomic CRM is migrated.',
  },
  'VAL-SERVER-OLD': {
    exitCode: exitCodes.usage,
    meaning:
      'The server is a PostgreSQL before 15, on which the CRM does not run. Nothing was changed.',
    wayOut: 'Upgrade the server, or name another one.',
  },
  'VAL-INSTALL-ROLE': {
    exitCode: exitCodes.usage,
    meaning:
      'The CRM was to be installed on a server of its own by a role that may not make roles and extensions. Nothing was changed.',
    wayOut: 'Install as the superuser, once. The CRM is served by a role without such rights.',
  },
  'VAL-SERVE-ROLE': {
    exitCode: exitCodes.usage,
    meaning:
      'The CRM was to be served by a role that has more rights than it needs, or fewer. Nothing was served.',
    wayOut:
      'Serve as valence_api, whose URL `valence install` prints once; --new-password makes another.',
  },
  'VAL-CONFIG': {
    exitCode: exitCodes.usage,
    meaning: 'A setting is unknown, or its value cannot be used. Nothing was started.',
    wayOut:
      'Correct it where the error says it stands; `valence config` shows all settings and where each is from.',
  },
} as const satisfies ErrorCatalogue

type CommandErrorCode = keyof typeof commandErrors

/** An error of the program: what happened, and what to do next. */
export class CommandError extends OperatorError<CommandErrorCode> {
  constructor(message: string, details: OperatorErrorDetails<CommandErrorCode>) {
    super(message, details, commandErrors[details.code])
  }
}
