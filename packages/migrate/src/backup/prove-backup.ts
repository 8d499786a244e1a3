import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { exitCodes, MigrationError } from '../errors.ts'
import { checksums, compareChecksums } from '../sql/checksums.ts'
import type { Database } from '../sql/client.ts'
import { ident, qualified } from '../sql/names.ts'
import { type BackedUpTable, type BackupManifest, manifestSchema } from './manifest.ts'

const SCRATCH = 'valence_scratch'

/**
 * Proves a backup before anything relies on it: each file is restored into a scratch table of the same shape, on the
 * same server, and its checksums are compared with those of the rows it was taken from.
 * @throws MigrationError that names the file when it is missing, damaged, or does not hold the same rows
 */
export async function proveBackup(
  db: Database,
  folder: string,
  onTable: (table: BackedUpTable) => void = () => {},
): Promise<BackupManifest> {
  const manifest = await readManifest(folder)
  await db.unsafe(`drop schema if exists ${SCRATCH} cascade; create schema ${SCRATCH}`)
  try {
    for (const table of manifest.tables) {
      await checkDigest(folder, table)
      await restoreAndCompare(db, folder, table)
      onTable(table)
    }
  } finally {
    await db.unsafe(`drop schema if exists ${SCRATCH} cascade`)
  }
  return manifest
}

/** @throws MigrationError when the folder holds no complete backup */
export async function readManifest(folder: string): Promise<BackupManifest> {
  try {
    return manifestSchema.parse(
      JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')),
    )
  } catch (cause) {
    throw damaged(folder, 'it has no complete manifest', cause)
  }
}

/**
 * A backup whose files are as they were written.
 * @throws MigrationError that names the file which is missing or has changed
 */
export async function readProvenManifest(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder)
  for (const table of manifest.tables) await checkDigest(folder, table)
  return manifest
}

async function checkDigest(folder: string, table: BackedUpTable): Promise<void> {
  const problem = await fileProblem(folder, table)
  if (problem !== null) throw damaged(path.join(folder, table.file), problem.what, problem.cause)
}

/** What is wrong with a file of a backup, or null when it is as it was written. */
export async function fileProblem(
  folder: string,
  table: BackedUpTable,
): Promise<{ readonly what: string; readonly cause?: unknown } | null> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path.join(folder, table.file)), hash)
  } catch (cause) {
    return { what: 'it cannot be read', cause }
  }
  return hash.digest('hex') === table.sha256 ? null : { what: 'its content has changed' }
}

async function restoreAndCompare(
  db: Database,
  folder: string,
  table: BackedUpTable,
): Promise<void> {
  const copy = qualified(SCRATCH, table.name)
  await db.unsafe(`create unlogged table ${copy} (like ${qualified(table.schema, table.name)})`)
  const columns = table.columns.map(ident).join(', ')
  await db.begin(async (tx) => {
    const sink = (await tx.unsafe(`copy ${copy} (${columns}) from stdin`).writable()) as Writable
    await pipeline(createReadStream(path.join(folder, table.file)), createGunzip(), sink)
  })
  const restored = await checksums(db, { ...table, schema: SCRATCH })
  const differences = compareChecksums(table.buckets, restored)
  if (differences.length > 0) {
    throw damaged(
      path.join(folder, table.file),
      `${table.name} does not read the same after a restore (${differences.length} ranges differ)`,
    )
  }
  await db.unsafe(`drop table ${copy}`)
}

function damaged(object: string, what: string, cause?: unknown): MigrationError {
  return new MigrationError(`The backup cannot be relied on: ${what}`, {
    code: 'VAL-BACKUP',
    exitCode: exitCodes.failed,
    object,
    hint: 'Nothing was changed. Check the disk, then run the same command again: it takes a new backup.',
    cause,
  })
}
