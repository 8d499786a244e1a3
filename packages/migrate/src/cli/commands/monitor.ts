import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { inspectOldUse } from '../../engine/grace/old-use.ts'
import { MigrationError } from '../../errors.ts'
import { addCommonFlags, type CommonFlags, databaseUrl, seconds } from '../options.ts'
import { oldUseText } from '../render/old-use.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface MonitorFlags extends CommonFlags {
  readonly oldUse?: boolean
  readonly for: number
}

/** `migrate:monitor --old-use`: who still uses the old names. */
export function registerMonitor(program: Command): void {
  addCommonFlags(
    program.command('migrate:monitor').description('look at a database in its grace period'),
  )
    .option('--old-use', 'what still uses old names, by whom, and when last')
    .option('--for <seconds>', 'watch sessions for so long first', seconds, 0)
    .action((flags: MonitorFlags) =>
      runCommand('migrate:monitor', flags, (reporter, signal) => execute(flags, reporter, signal)),
    )
}

async function execute(
  flags: MonitorFlags,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<number> {
  if (flags.oldUse !== true) throw nothingToShow()
  const url = databaseUrl(flags, reporter.warn)
  const use = await inspectOldUse(url, { watchMs: flags.for * 1_000, signal })
  reporter.say(oldUseText(use))
  reporter.result(use)
  return exitCodes.done
}

function nothingToShow(): MigrationError {
  return new MigrationError('What is to be shown?', {
    code: 'VAL-MONITOR',
    hint: 'Give --old-use. How far a run is shows the run itself, and migrate:report.',
  })
}
