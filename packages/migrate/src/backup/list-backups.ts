import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { type BackupManifest, filesOf } from './manifest.ts'
import { UNFINISHED } from './new-folder.ts'
import { fileProblem, readManifest } from './read-manifest.ts'

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
  /** `pg_dump 17.2`, or `copy` for our own snapshot; null where that cannot be told. */
  readonly madeBy: string | null
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
  const manifest = await readManifest(folder).catch(() => null)
  if (manifest === null || folder.endsWith(UNFINISHED)) {
    if (!(await looksLikeOurs(folder))) return null
    return {
      folder,
      database: manifest?.database ?? null,
      takenAt: mtime,
      bytes: 0,
      state: 'incomplete',
      problem: manifest === null ? 'it has no complete manifest' : 'it was not finished',
      madeBy: null,
      isOver: isOver(mtime),
    }
  }
  const takenAt = new Date(manifest.startedAt)
  const problem = await findProblem(folder, manifest)
  return {
    folder,
    database: manifest.database,
    takenAt,
    bytes: filesOf(manifest).reduce((sum, file) => sum + file.bytes, 0),
    state: problem === null ? 'good' : 'damaged',
    problem,
    madeBy: manifest.format === 'valence-dump-1' ? `pg_dump ${manifest.pgDump}` : 'copy',
    isOver: isOver(takenAt),
  }
}

/** Other folders are none of our business. */
async function looksLikeOurs(folder: string): Promise<boolean> {
  if (/-\d{8}T\d{6}(?:-\d+)?\.incomplete$/.test(folder)) return true
  const files = await readdir(folder)
  return files.some((name) => name.endsWith('.copy.gz') || name.startsWith('manifest.json'))
}

async function findProblem(folder: string, manifest: BackupManifest): Promise<string | null> {
  for (const file of filesOf(manifest)) {
    const problem = await fileProblem(folder, file)
    if (problem !== null) return `${file.file}: ${problem.what}`
  }
  return null
}
