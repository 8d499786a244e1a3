import { createReadStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Database } from '@valence/db'
import { MigrationError } from '../errors.ts'
import { provingFailed } from './backup-errors.ts'
import type { BackedUpTable, CopyManifest } from './manifest.ts'
import { type Proof, proveDump } from './prove-dump.ts'
import { readProvenManifest } from './read-manifest.ts'
import { proveInScratchSchema } from './scratch-schema.ts'

const LOCK = [1_447_120_974, 2] as const
/** A backend whose client was killed takes a moment to notice. */
const LOCK_PATIENCE_MS = 5_000

/**
 * Proves a backup before anything relies on it: each file has its digest, the backup is restored on the same server, and the
 * checksums are compared with those of the rows it was taken from. `db` is one session. Returns how it was proven.
 * @throws MigrationError that names what is missing, damaged, or does not hold the same rows
 */
export async function proveBackup(
  db: Database,
  url: string,
  folder: string,
  onTable: (table: BackedUpTable) => void = () => {},
): Promise<string> {
  const manifest = await readProvenManifest(folder)
  await lockScratch(db)
  try {
    const proof = { db, url, folder, onTable }
    return manifest.format === 'valence-dump-1'
      ? await proveDump(proof, manifest)
      : await proveCopy(proof, manifest)
  } catch (error) {
    throw provingFailed(error, folder)
  } finally {
    await db`select pg_advisory_unlock(${LOCK[0]}::int, ${LOCK[1]}::int)`.catch(() => undefined)
  }
}

async function proveCopy({ db, folder, onTable }: Proof, manifest: CopyManifest): Promise<string> {
  await proveInScratchSchema(
    db,
    folder,
    manifest.tables,
    ({ file }) => unzipped(path.join(folder, file)),
    onTable,
  )
  return 'in a scratch schema'
}

/** The rows in a file of our own snapshot. An error of either part ends the stream. */
export function unzipped(file: string) {
  // Told by the stream itself, to whoever reads it.
  return pipeline(createReadStream(file), createGunzip(), () => undefined)
}

/**
 * Scratch objects have one name a database: two proofs at once would drop each other's.
 * @throws MigrationError with exit code 5 when another proof is running
 */
async function lockScratch(db: Database): Promise<void> {
  const startedAt = performance.now()
  for (;;) {
    const [lock] = await db<{ taken: boolean }[]>`
      select pg_try_advisory_lock(${LOCK[0]}::int, ${LOCK[1]}::int) as taken`
    if (lock?.taken === true) return
    if (performance.now() - startedAt > LOCK_PATIENCE_MS) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new MigrationError('Another backup of this database is being proven', {
    code: 'VAL-BUSY',
    hint: 'Wait until it ends, then run the same command again.',
  })
}
