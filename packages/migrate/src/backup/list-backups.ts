import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { BackupManifest } from './manifest.ts'
import { fileProblem, readManifest } from './prove-backup.ts'

/** Days that a backup is kept. */
export const RETENTION_DAYS = 90
const DAY_MS = 86_400_000

export interface KeptBackup {
  readonly folder: string
  readonly database: string | null
  readonly takenAt: Date
  readonly bytes: number
  /** `incomplete`: it was cut off; `damaged`: a file is missing or reads otherwise than when it was written. */
  readonly state: 'good' | 'incomplete' | 'damaged'
  readonly problem: string | null
  readonly isOver: boolean
}

/** Every backup below a folder, the newest first; each file is read and compared with its digest. */
export async function listBackups(root: string, now: Date): Promise<readonly KeptBackup[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const backups = []
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    const found = await inspectBackup(path.resolve(root, entry.name), now)
    if (found !== null) backups.push(found)
  }
  return backups.toSorted((a, b) => b.takenAt.getTime() - a.takenAt.getTime())
}

/** Which backups, given the newest first, may go: those past their time, but never the newest good one of a database. */
export function overdue(backups: readonly KeptBackup[]): readonly KeptBackup[] {
  const kept = new Set<string>()
  for (const backup of backups) {
    if (backup.state === 'good' && backup.database !== null && !kept.has(backup.database)) {
      kept.add(backup.database)
      kept.add(backup.folder)
    }
  }
  return backups.filter((backup) => backup.isOver && !kept.has(backup.folder))
}

async function inspectBackup(folder: string, now: Date): Promise<KeptBackup | null> {
  const { mtime } = await stat(folder)
  const isOver = (takenAt: Date) => now.getTime() - takenAt.getTime() > RETENTION_DAYS * DAY_MS
  let manifest: BackupManifest
  try {
    manifest = await readManifest(folder)
  } catch {
    const files = await readdir(folder)
    // Only what looks like a backup of ours: other folders are none of our business.
    if (!files.some((name) => name.endsWith('.copy.gz') || name.startsWith('manifest.json')))
      return null
    return {
      folder,
      database: null,
      takenAt: mtime,
      bytes: 0,
      state: 'incomplete',
      problem: 'it has no complete manifest',
      isOver: isOver(mtime),
    }
  }
  const takenAt = new Date(manifest.startedAt)
  const problem = await findProblem(folder, manifest)
  return {
    folder,
    database: manifest.database,
    takenAt,
    bytes: manifest.tables.reduce((sum, table) => sum + table.bytes, 0),
    state: problem === null ? 'good' : 'damaged',
    problem,
    isOver: isOver(takenAt),
  }
}

async function findProblem(folder: string, manifest: BackupManifest): Promise<string | null> {
  for (const table of manifest.tables) {
    const problem = await fileProblem(folder, table)
    if (problem !== null) return `${table.file}: ${problem.what}`
  }
  return null
}
