import { open, rename } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '@valence/db'
import { writingFailed } from './backup-errors.ts'
import type { BackupManifest } from './manifest.ts'
import { newFolder } from './new-folder.ts'
import type { BackupOptions, Snapshot } from './snapshot.ts'
import { takeCopy } from './take-copy.ts'
import { takeDump } from './take-dump.ts'

export interface Backup {
  readonly folder: string
  readonly manifest: BackupManifest
}

/**
 * Takes a backup out of one consistent snapshot, with checksums of its rows and a digest of each file, readable by its
 * owner only. The manifest is written last, and the folder gets its name then: one without is no backup.
 * @throws MigrationError that names the folder when it cannot be written, or the disk is full
 */
export async function takeBackup(db: Database, options: BackupOptions): Promise<Backup> {
  const writing: { folder: string; neededBytes: number; failure?: unknown } = {
    folder: path.resolve(options.folder),
    neededBytes: 0,
  }
  try {
    return (await db.begin('isolation level repeatable read read only', async (tx) => {
      // A role that does not see every row gets an error instead of fewer rows.
      await tx`set local row_security = off`
      const [server] = await tx<{ database: string; version: number; bytes: number }[]>`
        select current_database() as database, current_setting('server_version_num')::int as version, (
          select coalesce(sum(pg_table_size(c.oid)), 0)::float8
          from pg_class as c
          where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        ) as bytes`
      writing.neededBytes = server?.bytes ?? 0
      const database = server?.database ?? ''
      const folder = await newFolder(options.folder, database, options.now)
      writing.folder = folder.partial
      const content = await takeContent({ tx, folder: folder.partial, options }).catch(
        (error: unknown) => {
          // In the midst of a COPY the transaction cannot be ended, and that error would hide this one.
          writing.failure = error
          throw error
        },
      )
      const manifest: BackupManifest = {
        ...content,
        database,
        serverVersion: server?.version ?? 0,
        startedAt: options.now.toISOString(),
        finishedAt: new Date().toISOString(),
      }
      await writeManifest(folder.partial, manifest)
      return { folder: await folder.finish(), manifest }
    })) as Backup
  } catch (error) {
    throw await writingFailed(writing.failure ?? error, writing)
  }
}

async function takeContent(snapshot: Snapshot) {
  const { programs } = snapshot.options
  return programs === null ? await takeCopy(snapshot) : await takeDump(snapshot, programs)
}

async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const file = path.join(folder, 'manifest.json')
  const handle = await open(`${file}.part`, 'w', 0o600)
  try {
    await handle.writeFile(JSON.stringify(manifest, null, 1))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.part`, file)
}
