import type { Command } from 'commander'
import { deleteBackups, type KeptBackup, overdueBackups } from '../../engine/backups.ts'
import { dropBackupTables, overdueBackupTables } from '../../engine/cleanup.ts'
import { defaultRunOptions } from '../../engine/options.ts'
import { exitCodes } from '../../errors.ts'
import { confirmByTyping } from '../confirm.ts'
import { addCommonFlags, type CommonFlags, databaseUrl, isDatabaseNamed } from '../options.ts'
import { backupsText, backupTablesText } from '../render/backups.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface CleanupFlags extends CommonFlags {
  readonly backupDir: string
  readonly yes?: boolean
}

/** `migrate:cleanup`: deletes backups, and backup tables of a named database, that are older than 90 days, after asking. */
export function registerCleanup(program: Command): void {
  addCommonFlags(
    program
      .command('migrate:cleanup')
      .description(
        'delete backups, and backup tables where a database is named, older than 90 days; never the last good ones',
      ),
  )
    .option('--backup-dir <folder>', 'where backups are kept', defaultRunOptions.backupFolder)
    .option('-y, --yes', 'do not ask for confirmation')
    .action((flags: CleanupFlags) =>
      runCommand('migrate:cleanup', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: CleanupFlags, reporter: Reporter): Promise<number> {
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

function summary(folders: readonly KeptBackup[], tables: number): string {
  return [
    ...(folders.length === 0 ? [] : [`${folders.length} backups`]),
    ...(tables === 0 ? [] : [`${tables} backup tables`]),
  ].join(' and ')
}
