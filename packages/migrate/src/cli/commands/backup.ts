import { decoded, exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { backUp, listBackups, restoreInto } from '../../engine/copies/backups.ts'
import { defaultRunOptions } from '../../engine/plan/options.ts'
import { MigrationError } from '../../errors.ts'
import { confirmByTyping } from '../confirm.ts'
import { addCommonFlags, type CommonFlags, databaseUrl, describeUrl } from '../options.ts'
import { backupsText } from '../render/backups.ts'
import { forTerminal } from '../render/shown.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface BackupFlags extends CommonFlags {
  readonly backupDir: string
  readonly list?: boolean
  readonly restore?: string
  readonly into?: string
  readonly yes?: boolean
}

/** `migrate:backup`: takes a backup and proves it by restoring it, or lists what is kept. */
export function registerBackup(program: Command): void {
  addCommonFlags(
    program.command('migrate:backup').description('take a backup and prove it; changes nothing'),
  )
    .option('--backup-dir <folder>', 'where backups are kept', defaultRunOptions.backupFolder)
    .option('--list', 'list the backups that are kept, and whether they are whole')
    .option('--restore <backup>', 'restore the backup in this folder, into the database of --into')
    .option(
      '--into <url>',
      'database to restore into: empty, or with the same tables, all of them empty',
    )
    .option('-y, --yes', 'do not ask before a restore')
    .action((flags: BackupFlags) =>
      runCommand('migrate:backup', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: BackupFlags, reporter: Reporter): Promise<number> {
  if (flags.list === true) {
    const backups = await listBackups(flags.backupDir, new Date())
    reporter.say(backupsText(backups))
    reporter.result({ backups })
    return exitCodes.done
  }
  if (flags.restore !== undefined) return await restore(flags, flags.restore, reporter)
  const url = databaseUrl(flags, reporter.warn)
  const { folder, manifest } = await backUp(url, flags.backupDir, reporter.emit)
  reporter.say(`Kept in ${forTerminal(folder)}`)
  reporter.result({ folder, tables: manifest.tables.map(({ name, rows }) => ({ name, rows })) })
  return exitCodes.done
}

async function restore(flags: BackupFlags, folder: string, reporter: Reporter): Promise<number> {
  if (flags.into === undefined) {
    throw new MigrationError('--restore needs to know where to', {
      code: 'VAL-RESTORE',
      hint: 'Give --into postgresql://user@host:5432/database. The database in DATABASE_URL is never restored into by default.',
    })
  }
  const url = databaseUrl({ ...flags, databaseUrl: flags.into }, reporter.warn)
  const isConfirmed =
    flags.yes === true ||
    (await confirmByTyping(
      `This fills ${describeUrl(url)}.`,
      decoded(new URL(url).pathname.slice(1)),
    ))
  if (!isConfirmed) return exitCodes.done
  const { manifest, left } = await restoreInto(url, folder, reporter.emit)
  reporter.result({ restored: manifest.tables.map(({ name, rows }) => ({ name, rows })), left })
  return exitCodes.done
}
