import { proveBackup } from '../backup/prove-backup.ts'
import { type Backup, takeBackup } from '../backup/take-backup.ts'
import type { Database } from '../sql/client.ts'
import { type Emit, task } from './events.ts'

export interface ProvenBackupOptions {
  /** The folder in which backups are kept. */
  readonly folder: string
  /** Rows to expect, for progress; 0 where no one has counted them. */
  readonly total: number
  /** What to say of the finished backup. */
  readonly describe: (backup: Backup) => string
}

/**
 * Takes a backup and proves it by restoring it, with progress.
 * @throws MigrationError when it cannot be relied on
 */
export async function takeProvenBackup(
  db: Database,
  { folder, total, describe }: ProvenBackupOptions,
  emit: Emit,
): Promise<Backup> {
  const backup = await task(emit, { id: 'backup', label: 'Backup', total }, async (progress) => {
    const result = await takeBackup(db, { folder, now: new Date(), onTable: adding(progress) })
    return { result, detail: describe(result) }
  })
  await task(
    emit,
    { id: 'prove', label: 'Backup restored and compared', total },
    async (progress) => {
      await proveBackup(db, backup.folder, adding(progress))
      return { result: undefined, detail: `${backup.manifest.tables.length} tables read the same` }
    },
  )
  return backup
}

/** Reports each table that is done, with the rows of all so far. */
export function adding(
  progress: (rows: number, table: string) => void,
): (table: { readonly name: string; readonly rows: number }) => void {
  let rows = 0
  return (table) => {
    rows += table.rows
    progress(rows, table.name)
  }
}
