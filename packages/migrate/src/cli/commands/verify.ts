import type { Command } from 'commander'
import { verifyDatabase } from '../../engine/inspect.ts'
import { exitCodes } from '../../errors.ts'
import { addCommonFlags, type CommonFlags, databaseUrl } from '../options.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

/** `migrate:verify`: checks a migrated database. Reads only, at any time. */
export function registerVerify(program: Command): void {
  addCommonFlags(
    program.command('migrate:verify').description('check a migrated database; changes nothing'),
  ).action((flags: CommonFlags) =>
    runCommand('migrate:verify', flags, (reporter) => execute(flags, reporter)),
  )
}

async function execute(flags: CommonFlags, reporter: Reporter): Promise<number> {
  const verification = await verifyDatabase(databaseUrl(flags, reporter.warn))
  for (const check of verification.checks) {
    const mark = check.failures === 0 ? 'ok    ' : 'FAILED'
    const examples =
      check.failures === 0 ? '' : ` (${check.failures}; for example ${check.examples.join(', ')})`
    reporter.say(`${mark}  ${check.group}: ${check.name}${examples}`)
  }
  reporter.say(verification.isGood ? 'Everything holds.' : 'Something does not hold.')
  reporter.result(verification)
  return verification.isGood ? exitCodes.done : exitCodes.failed
}
