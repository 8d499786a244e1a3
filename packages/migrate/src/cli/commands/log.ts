import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { inspectLog } from '../../engine/books/inspect-log.ts'
import { MigrationError } from '../../errors.ts'
import { addCommonFlags, type CommonFlags, databaseUrl } from '../options.ts'
import { logText, verifiedText } from '../render/log.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface LogFlags extends CommonFlags {
  readonly verify?: boolean
  readonly expect?: string
}

/** `migrate:log`: who did what when, and whether it is all still there. Reads only. */
export function registerLog(program: Command): void {
  addCommonFlags(program.command('migrate:log').description('show who did what when'))
    .option('--verify', 'recompute the chain and name every edited, missing or forged entry')
    .option('--expect <hash>', 'a hash noted earlier, which must still be there; with --verify')
    .action((flags: LogFlags) =>
      runCommand('migrate:log', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: LogFlags, reporter: Reporter): Promise<number> {
  const expected = flags.expect?.toLowerCase()
  if (expected !== undefined && !/^[0-9a-f]{16,64}$/.test(expected)) {
    throw new MigrationError('--expect takes a hash', {
      code: 'VAL-EXPECT',
      object: flags.expect,
      hint: 'Give the 64 hexadecimal digits that the report or the log file has, or at least the first 16.',
    })
  }
  const { entries, head, breaks } = await inspectLog(databaseUrl(flags, reporter.warn), expected)
  if (flags.verify !== true && expected === undefined) {
    reporter.say(logText(entries))
    reporter.result({ head, entries })
    return exitCodes.done
  }
  reporter.say(verifiedText(entries, head, breaks))
  reporter.result({ isWhole: breaks.length === 0, head, entries: entries.length, breaks })
  return breaks.length === 0 ? exitCodes.done : exitCodes.failed
}
