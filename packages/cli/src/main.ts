import { exitCodes } from '@valence/db'
import { registerMigrationCommands, TOOL_VERSION } from '@valence/migrate'
import { Command, CommanderError } from 'commander'
import type { RunContext } from './run-context.ts'

/** The one program behind every script. Sets `process.exitCode`; wrong use is 2. */
export async function run(argv: readonly string[], context: RunContext): Promise<void> {
  const program = new Command('valence')
    .description('Takes an Atomic CRM database to Valence CRM, and serves the CRM on it.')
    .version(TOOL_VERSION)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
  // The server takes a second to load, and a migration does without it.
  if (argv[0]?.startsWith('migrate:') !== true) {
    const { registerStackCommands } = await import('./commands/register.ts')
    registerStackCommands(program, context)
  }
  registerMigrationCommands(program)
  for (const command of program.commands) command.exitOverride()
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  }
}
