import { rm } from 'node:fs/promises'
import { type KeptBackup, listBackups, overdue } from '../../backup/list-backups.ts'
import type { BackupManifest } from '../../backup/manifest.ts'
import { type Restored, restoreBackup } from '../../backup/restore-backup.ts'
import type { Backup } from '../../backup/take-backup.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { type Emit, task } from '../ground/events.ts'
import { adding, takeProvenBackup } from './take-proven-backup.ts'

export { type KeptBackup, listBackups } from '../../backup/list-backups.ts'

/** Takes a backup and proves it; the database stays as it is. */
export async function backUp(url: string, folder: string, emit: Emit): Promise<Backup> {
  const db = await openOwnSession(url, { max: 1, applicationName: 'valence backup' })
  try {
    return await takeProvenBackup(
      db,
      { folder, url, total: 0, describe: ({ manifest }) => rowsText(manifest) },
      emit,
    )
  } finally {
    await db.end({ timeout: 5 })
  }
}

/**
 * Restores a backup into a given database, which holds nothing of its schemas, or the same tables and all of them empty.
 * @throws MigrationError before the first write when it is neither
 */
export async function restoreInto(url: string, folder: string, emit: Emit): Promise<Restored> {
  const db = await openOwnSession(url, { max: 1, applicationName: 'valence restore' })
  try {
    const restored = await task(
      emit,
      { id: 'restore', label: 'Backup restored' },
      async (progress) => {
        const result = await restoreBackup(db, url, folder, adding(progress))
        return { result, detail: `${rowsText(result.manifest)} read the same` }
      },
    )
    for (const text of restored.left) {
      emit({ kind: 'message', severity: 'warning', text: `Left to do: ${text}` })
    }
    return restored
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

function rowsText({ tables }: BackupManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return `${rows.toLocaleString('en-US')} rows`
}
