import type { Command } from 'commander'
import { deleteBackups, overdueBackups } from '../../engine/backups.ts'
import { defaultRunOptions } from '../../engine/options.ts'
import { exitCodes } from '../../errors.ts'
import { confirmByTyping } from '../confirm.ts'
import { addOutputFlags, type CommonFlags } from '../options.ts'
import { backupsText } from '../render/backups.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface CleanupFlags extends CommonFlags {
  readonly backupDir: string
  readonly yes?: boolean
}

/** `migrate:cleanup`: deletes backups that are older than 90 days, after asking. */
export function registerCleanup(program: Command): void {
  addOutputFlags(
    program
      .command('migrate:cleanup')
      .description('delete backups older than 90 days; never the newest good one of a database'),
  )
    .option('--backup-dir <folder>', 'where backups are kept', defaultRunOptions.backupFolder)
    .option('-y, --yes', 'do not ask for confirmation')
    .action((flags: CleanupFlags) =>
      runCommand('migrate:cleanup', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: CleanupFlags, reporter: Reporter): Promise<number> {
  const over = await overdueBackups(flags.backupDir, new Date())
  if (over.length === 0) {
    reporter.say('No backup is over. The newest good one of each database is always kept.')
    reporter.result({ deleted: [] })
    return exitCodes.done
  }
  reporter.say(backupsText(over))
  const isConfirmed =
    flags.yes === true ||
    (await confirmByTyping(`This deletes ${over.length} backups for good.`, 'delete'))
  if (!isConfirmed) return exitCodes.done
  await deleteBackups(over)
  reporter.say(`Deleted ${over.length} backups.`)
  reporter.result({ deleted: over.map((backup) => backup.folder) })
  return exitCodes.done
}
