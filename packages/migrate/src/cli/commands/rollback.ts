import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { defaultRunOptions } from '../../engine/plan/options.ts'
import { runRollback } from '../../engine/run/run-rollback.ts'
import { confirmByTyping } from '../confirm.ts'
import { addCommonFlags, addRunFlags, databaseUrl, describeUrl, type RunFlags } from '../options.ts'
import { number } from '../render/text.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

/** `migrate:rollback`: the old schema again, within 48 hours, with every write made since. */
export function registerRollback(program: Command): void {
  addRunFlags(
    addCommonFlags(
      program.command('migrate:rollback').description('give the old schema back, within 48 hours'),
    ),
  ).action((flags: RunFlags) =>
    runCommand('migrate:rollback', flags, (reporter) => execute(flags, reporter)),
  )
}

async function execute(flags: RunFlags, reporter: Reporter): Promise<number> {
  const url = databaseUrl(flags, reporter.warn)
  reporter.say(`Rolling back ${describeUrl(url)}`)
  const outcome = await runRollback(
    {
      databaseUrl: url,
      lockTimeoutMs: flags.lockTimeout,
      lockAttempts: defaultRunOptions.lockAttempts,
    },
    async (run) =>
      flags.yes === true ||
      (await confirmByTyping('This gives the old schema back.', run.plan.database)),
    reporter.emit,
  )
  if (outcome.kind === 'declined') return exitCodes.done
  reporter.say('The old schema is in place, with every write made since.')
  for (const parked of outcome.parked) reporter.say(`Parked: ${number(parked.rows)} ${parked.what}`)
  if (outcome.parked.length > 0) {
    reporter.say('What is parked comes back when the migration runs again.')
  }
  reporter.result(outcome)
  return exitCodes.done
}
