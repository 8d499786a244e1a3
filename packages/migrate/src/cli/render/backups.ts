import path from 'node:path'
import type { BackupTable } from '../../engine/books/read-backup-tables.ts'
import type { KeptBackup } from '../../engine/copies/backups.ts'
import { forTerminal } from './shown.ts'
import { bytes, number, table, wrap } from './text.ts'

/** Backups as people read them, in 80 columns: the folder on a line of its own where it is long. */
export function backupsText(given: readonly KeptBackup[]): string {
  const backups = forTerminal(given)
  if (backups.length === 0) return 'No backup is kept here.'
  const lines = table(
    [
      ['taken (UTC)', 'size', 'state', 'made by', 'database'],
      ...backups.map((backup) => [
        backup.takenAt.toISOString().slice(0, 16).replace('T', ' '),
        bytes(backup.bytes),
        `${backup.state}${backup.isOver ? ', over' : ''}`,
        backup.madeBy ?? '?',
        backup.database ?? '?',
      ]),
    ],
    [1],
  ).split('\n')
  return lines
    .flatMap((line, place) => {
      const backup = backups[place - 1]
      if (backup === undefined) return [line]
      return [
        line,
        `  ${path.relative('', backup.folder) || backup.folder}`,
        ...(backup.problem === null ? [] : [`  ${wrap(backup.problem, 78, 2)}`]),
      ]
    })
    .join('\n')
}

/** Backup tables as people read them. */
export function backupTablesText(given: readonly BackupTable[]): string {
  const tables = forTerminal(given)
  return table(
    [
      ['taken (UTC)', 'rows', 'backup table'],
      ...tables.map((found) => [
        new Date(found.takenAt).toISOString().slice(0, 16).replace('T', ' '),
        number(found.rows),
        found.table,
      ]),
    ],
    [1],
  )
}
