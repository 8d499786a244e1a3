import { exitCodes, registerMigrationCommands } from '@valence/migrate'
import { Command, CommanderError } from 'commander'
import { registerReset } from './commands/reset.ts'
import { registerSeed } from './commands/seed.ts'
import { registerServe } from './commands/serve.ts'
import { registerStart } from './commands/start.ts'
import { registerStatus } from './commands/status.ts'

export interface RunContext {
  /** Resolves to the folder of the built CRM; started beforehand so that it builds while the database works. */
  readonly crm: Promise<string>
}

/** The one program behind every script. Sets `process.exitCode`; wrong use is 2. */
export async function run(argv: readonly string[], context: RunContext): Promise<void> {
  const program = new Command('valence')
    .description('Takes an Atomic CRM database to Valence CRM, and serves the CRM on it.')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
  registerStart(program, context)
  registerServe(program, context)
  registerStatus(program)
  registerReset(program)
  registerSeed(program)
  registerMigrationCommands(program)
  for (const command of program.commands) command.exitOverride()
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  }
}
