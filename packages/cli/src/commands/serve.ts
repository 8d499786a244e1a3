import { exitCodes } from '@valence/db'
import { MigrationError, runCommand } from '@valence/migrate'
import type { Command } from 'commander'
import { openCurrentStack } from '../current-stack.ts'
import type { RunContext } from '../run-context.ts'
import { contentOf } from '../sample.ts'
import { serveUntilStopped } from '../serving.ts'
import { addServeFlags, type ServeFlags } from '../stack-options.ts'

/** `valence serve`: the CRM and its API on the local installation. */
export function registerServe(program: Command, context: RunContext): void {
  addServeFlags(program.command('serve').description('serve the CRM on the local installation'))
    .option('--log-file <file>', 'JSON lines with a severity', 'logs/serve.log')
    .action((flags: ServeFlags & { readonly logFile: string }) =>
      runCommand('serve', flags, async (reporter, signal) => {
        const stack = await openCurrentStack(flags.home, reporter)
        try {
          if ((await contentOf(stack.databaseUrl)) !== 'target') {
            throw new MigrationError('The local database is not on the new schema', {
              code: 'VAL-NOT-MIGRATED',
              hint: 'npm start migrates it (with a sample company when it is empty) and serves it.',
            })
          }
          await serveUntilStopped(stack, await context.crm, flags, signal, reporter.say)
          return exitCodes.done
        } finally {
          await stack.stop()
        }
      }),
    )
}
