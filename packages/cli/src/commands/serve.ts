import { exitCodes } from '@valence/db'
import { MigrationError, type Reporter, runCommand } from '@valence/migrate'
import type { Command } from 'commander'
import { readSettings } from '../config/read-settings.ts'
import { addSettingFlags, type SettingFlags } from '../config/setting-flags.ts'
import type { Settings } from '../config/settings.ts'
import { openCurrentStack } from '../current-stack.ts'
import { requireServable } from '../hosting/require-servable.ts'
import type { RunContext } from '../run-context.ts'
import { contentOf } from '../sample.ts'
import { servedDatabase, servedStack, serveUntilStopped } from '../serving.ts'

type ServeFlags = SettingFlags & { readonly logFile: string }

/** `valence serve`: the CRM and its API on a database by its URL, else on the local installation. */
export function registerServe(program: Command, context: RunContext): void {
  addSettingFlags(
    program
      .command('serve')
      .description('serve the CRM on a database, or on the local installation'),
  )
    .option('--log-file <file>', 'of this command: JSON lines with a severity', 'logs/serve.log')
    .action((flags: ServeFlags) =>
      runCommand('serve', flags, async (reporter, signal) => {
        const { values } = readSettings({ flags, env: process.env, configFile: flags.config })
        const publicDir = await context.crm
        if (values.databaseUrl === undefined) {
          await serveLocal(values, publicDir, reporter, signal)
        } else {
          await requireServable(values.databaseUrl)
          const served = servedDatabase(values.databaseUrl)
          await serveUntilStopped(served, values, publicDir, signal, reporter.say)
        }
        return exitCodes.done
      }),
    )
}

async function serveLocal(
  settings: Settings,
  publicDir: string,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const stack = await openCurrentStack(settings.home, reporter)
  try {
    if ((await contentOf(stack.databaseUrl)) !== 'target') {
      throw new MigrationError('The local database is not on the new schema', {
        code: 'VAL-NOT-MIGRATED',
        hint: 'npm start migrates it (with a sample company when it is empty) and serves it.',
      })
    }
    await serveUntilStopped(await servedStack(stack), settings, publicDir, signal, reporter.say)
  } finally {
    await stack.stop()
  }
}
