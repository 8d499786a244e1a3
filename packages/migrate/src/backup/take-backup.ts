import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { checksums } from '../sql/checksums.ts'
import { copyOut, type Database, type Transaction } from '../sql/client.ts'
import { readTables } from '../sql/legacy-tables.ts'
import { ident, qualified } from '../sql/names.ts'
import type { BackedUpTable, BackupManifest } from './manifest.ts'

export interface BackupOptions {
  /** The folder in which backups are kept, one folder each. */
  readonly folder: string
  /** Of the moment the backup begins. */
  readonly now: Date
  readonly onTable?: (table: BackedUpTable) => void
}

export interface Backup {
  readonly folder: string
  readonly manifest: BackupManifest
}

/**
 * Copies every table of `public` out of one consistent snapshot, with a checksum of its rows and a digest of each
 * file. Files are readable by their owner only. The manifest is written last: a folder without one is no backup.
 */
export async function takeBackup(db: Database, options: BackupOptions): Promise<Backup> {
  return (await db.begin('isolation level repeatable read read only', async (tx) => {
    const [server] = await tx<{ database: string; version: number }[]>`
      select current_database() as database, current_setting('server_version_num')::int as version`
    const database = server?.database ?? ''
    const stamp = options.now.toISOString().replace(/[-:]/g, '').replace(/\..*/, '')
    const folder = path.resolve(options.folder, `${database}-${stamp}`)
    await mkdir(folder, { recursive: true, mode: 0o700 })

    const tables: BackedUpTable[] = []
    for (const target of await readTables(tx)) {
      const buckets = await checksums(tx, target)
      const file = await copyTable(tx, folder, target)
      const table = {
        ...target,
        columns: [...target.columns],
        rows: buckets.reduce((sum, bucket) => sum + bucket.rows, 0),
        buckets: [...buckets],
        ...file,
      }
      tables.push(table)
      options.onTable?.(table)
    }
    const manifest: BackupManifest = {
      format: 'valence-copy-1',
      database,
      serverVersion: server?.version ?? 0,
      startedAt: options.now.toISOString(),
      finishedAt: new Date().toISOString(),
      tables,
    }
    const manifestFile = path.join(folder, 'manifest.json')
    await writeFile(`${manifestFile}.part`, JSON.stringify(manifest, null, 1), { mode: 0o600 })
    await rename(`${manifestFile}.part`, manifestFile)
    return { folder, manifest }
  })) as Backup
}

async function copyTable(
  tx: Transaction,
  folder: string,
  target: { schema: string; name: string; columns: readonly string[] },
): Promise<{ file: string; bytes: number; sha256: string }> {
  const file = `${encodeURIComponent(`${target.schema}.${target.name}`)}.copy.gz`
  const columns = target.columns.map(ident).join(', ')
  const source = await copyOut(
    tx,
    `copy (select ${columns} from ${qualified(target.schema, target.name)}) to stdout`,
  )
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(
    source,
    createGzip({ level: 1 }),
    measure,
    createWriteStream(path.join(folder, file), { mode: 0o600 }),
  )
  return { file, bytes, sha256: hash.digest('hex') }
}
