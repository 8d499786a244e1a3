import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { deleteBackups, type KeptBackup, overdueBackups } from '../../engine/copies/backups.ts'
import { dropBackupTables, overdueBackupTables } from '../../engine/copies/cleanup.ts'
import { endGracePeriod } from '../../engine/grace/end-grace-period.ts'
import { defaultRunOptions } from '../../engine/plan/options.ts'
import { confirmByTyping } from '../confirm.ts'
import {
  addCommonFlags,
  type CommonFlags,
  databaseUrl,
  isDatabaseNamed,
  timeSpan,
} from '../options.ts'
import { backupsText, backupTablesText } from '../render/backups.ts'
import { oldUseText } from '../render/old-use.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface CleanupFlags extends CommonFlags {
  readonly backupDir: string
  readonly silentFor?: number
  readonly yes?: boolean
}

/**
 * `migrate:cleanup`: deletes backups, and backup tables of a named database, that are older than 90 days, after asking; and
 * with `--silent-for` ends the grace period of a database whose old names no one used for so long.
 */
export function registerCleanup(program: Command): void {
  addCommonFlags(
    program
      .command('migrate:cleanup')
      .description(
        'delete backups, and backup tables where a database is named, older than 90 days; never the last good ones',
      ),
  )
    .option('--backup-dir <folder>', 'where backups are kept', defaultRunOptions.backupFolder)
    .option(
      '--silent-for <time>',
      'end the grace period, if no old name was used for so long (12h, 7d, 30d)',
      timeSpan,
    )
    .option('-y, --yes', 'do not ask for confirmation')
    .action((flags: CleanupFlags) =>
      runCommand('migrate:cleanup', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: CleanupFlags, reporter: Reporter): Promise<number> {
  if (flags.silentFor !== undefined) return await endGrace(flags, flags.silentFor, reporter)
  const url = isDatabaseNamed(flags) ? databaseUrl(flags, reporter.warn) : null
  const folders = await overdueBackups(flags.backupDir, new Date())
  const tables = url === null ? [] : await overdueBackupTables(url)
  if (url === null) reporter.say('No database was named: only folders are looked at.')
  if (folders.length === 0 && tables.length === 0) {
    reporter.say('Nothing is over. The newest good backup and the last backup tables are kept.')
    reporter.result({ deleted: [], dropped: [] })
    return exitCodes.done
  }
  if (folders.length > 0) reporter.say(backupsText(folders))
  if (tables.length > 0) reporter.say(backupTablesText(tables))
  const what = summary(folders, tables.length)
  const isConfirmed =
    flags.yes === true || (await confirmByTyping(`This deletes ${what} for good.`, 'delete'))
  if (!isConfirmed) return exitCodes.done
  await deleteBackups(folders)
  const dropped = url === null ? [] : await dropBackupTables(url, tables)
  reporter.say(`Deleted ${summary(folders, dropped.length)}.`)
  reporter.result({
    deleted: folders.map((backup) => backup.folder),
    dropped: dropped.map(({ table }) => table),
  })
  return exitCodes.done
}

async function endGrace(
  flags: CleanupFlags,
  silentForMs: number,
  reporter: Reporter,
): Promise<number> {
  const { lockTimeoutMs, lockAttempts } = defaultRunOptions
  const databaseUrlGiven = databaseUrl(flags, reporter.warn)
  const outcome = await endGracePeriod(
    { databaseUrl: databaseUrlGiven, lockTimeoutMs, lockAttempts, silentForMs },
    async (use) => {
      reporter.say(oldUseText(use))
      if (flags.yes === true) return true
      return await confirmByTyping(
        'This ends the grace period: the old names go for good, and with them the way back.',
        'end',
      )
    },
    reporter.emit,
  )
  if (outcome.kind === 'ended')
    reporter.say('The grace period is over. The new shape stands alone.')
  reporter.result({ kind: outcome.kind, use: outcome.use })
  return exitCodes.done
}

function summary(folders: readonly KeptBackup[], tables: number): string {
  return [
    ...(folders.length === 0 ? [] : [`${folders.length} backups`]),
    ...(tables === 0 ? [] : [`${tables} backup tables`]),
  ].join(' and ')
}
