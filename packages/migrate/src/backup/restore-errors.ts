import { exitCodes } from '@valence/db'
import { MigrationError } from '../errors.ts'
import type { BackupManifest } from './manifest.ts'

/** Refused before anything was written. */
export function refused(
  why: string,
  object: string,
  format: BackupManifest['format'],
): MigrationError {
  const whole =
    format === 'valence-dump-1'
      ? 'Restore into a database whose schemas (public and the installation’s own) are empty, or into one that has the same tables, all of them empty'
      : 'Restore into a fresh installation of Atomic CRM of the same age, with no rows'
  return new MigrationError(`The backup cannot be restored into this database: ${why}`, {
    code: 'VAL-RESTORE',
    object,
    hint: `Nothing was changed there. ${whole}; rows that an installation begins with (configuration, favicons_excluded_domains, sales) have to be deleted first.`,
  })
}

/** Tried and undone. */
export function notRestored(why: string, object: string, cause?: unknown): MigrationError {
  return new MigrationError(`The backup was not restored: ${why}`, {
    code: 'VAL-RESTORE',
    exitCode: exitCodes.failed,
    object,
    hint: 'The backup itself is whole. See what stands in the way in that database, or take another empty one.',
    cause,
  })
}
