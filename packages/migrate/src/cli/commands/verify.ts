import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { verifyDatabase } from '../../engine/run/inspect.ts'
import { addCommonFlags, type CommonFlags, databaseUrl } from '../options.ts'
import { forTerminal } from '../render/shown.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface VerifyFlags extends CommonFlags {
  readonly strict?: boolean
}

/** `migrate:verify`: checks a migrated database. Reads only, at any time. */
export function registerVerify(program: Command): void {
  addCommonFlags(
    program.command('migrate:verify').description('check a migrated database; changes nothing'),
  )
    .option('--strict', 'no one has written since the migration: every difference is a failure')
    .action((flags: VerifyFlags) =>
      runCommand('migrate:verify', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: VerifyFlags, reporter: Reporter): Promise<number> {
  const verification = await verifyDatabase(databaseUrl(flags, reporter.warn), {
    isStrict: flags.strict ?? false,
  })
  for (const check of forTerminal(verification.checks)) {
    const mark = check.failures === 0 ? 'ok    ' : 'FAILED'
    const examples =
      check.failures === 0 ? '' : ` (${check.failures}; for example ${check.examples.join(', ')})`
    const detail = check.detail === undefined ? '' : ` (${check.detail})`
    reporter.say(`${mark}  ${check.group}: ${check.name}${examples}${detail}`)
  }
  reporter.say(verification.isGood ? 'Everything holds.' : 'Something does not hold.')
  reporter.result(verification)
  return verification.isGood ? exitCodes.done : exitCodes.failed
}
