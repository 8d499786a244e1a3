import { rm } from 'node:fs/promises'
import { type KeptBackup, listBackups, overdue } from '../backup/list-backups.ts'
import type { BackupManifest } from '../backup/manifest.ts'
import { proveBackup } from '../backup/prove-backup.ts'
import { restoreBackup } from '../backup/restore-backup.ts'
import { type Backup, takeBackup } from '../backup/take-backup.ts'
import { openSession } from '../sql/session.ts'
import { type Emit, task } from './events.ts'

export { type KeptBackup, listBackups } from '../backup/list-backups.ts'

/** Takes a backup and proves it; the database stays as it is. */
export async function backUp(url: string, folder: string, emit: Emit): Promise<Backup> {
  const db = await openSession(url, { max: 1, applicationName: 'valence backup' })
  try {
    const backup = await task(emit, { id: 'backup', label: 'Backup' }, async (progress) => {
      let rows = 0
      const result = await takeBackup(db, {
        folder,
        now: new Date(),
        onTable: (table) => {
          rows += table.rows
          progress(rows, table.name)
        },
      })
      return { result, detail: `${rows.toLocaleString('en-US')} rows` }
    })
    await task(emit, { id: 'prove', label: 'Backup restored and compared' }, async () => {
      await proveBackup(db, backup.folder)
      return { result: undefined, detail: `${backup.manifest.tables.length} tables read the same` }
    })
    return backup
  } finally {
    await db.end({ timeout: 5 })
  }
}

/** Restores a backup into a given database, whose tables must be there and empty. */
export async function restoreInto(
  url: string,
  folder: string,
  emit: Emit,
): Promise<BackupManifest> {
  const db = await openSession(url, { max: 1, applicationName: 'valence restore' })
  try {
    return await task(emit, { id: 'restore', label: 'Backup restored' }, async (progress) => {
      let rows = 0
      const result = await restoreBackup(db, folder, (table) => {
        rows += table.rows
        progress(rows, table.name)
      })
      return { result, detail: `${rows.toLocaleString('en-US')} rows read the same` }
    })
  } finally {
    await db.end({ timeout: 5 })
  }
}

/** Backups that are past their time, and may go. The newest good one of a database never may. */
export async function overdueBackups(folder: string, now: Date): Promise<readonly KeptBackup[]> {
  return overdue(await listBackups(folder, now))
}

export async function deleteBackups(backups: readonly KeptBackup[]): Promise<void> {
  for (const { folder } of backups) await rm(folder, { recursive: true })
}
