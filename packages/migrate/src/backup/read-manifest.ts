import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { damaged } from './backup-errors.ts'
import { type BackedUpFile, type BackupManifest, filesOf, manifestSchema } from './manifest.ts'

/** @throws MigrationError when the folder holds no complete backup */
export async function readManifest(folder: string): Promise<BackupManifest> {
  try {
    const file = await ownFile(folder, 'manifest.json')
    if (file.bytes > MOST_BYTES) throw new Error(`it has ${file.bytes} bytes`)
    return manifestSchema.parse(JSON.parse(await readFile(file.place, 'utf8')))
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
  for (const file of filesOf(manifest)) {
    const problem = await fileProblem(folder, file)
    if (problem !== null) throw damaged(path.join(folder, file.file), problem.what, problem.cause)
  }
  return manifest
}

/** What is wrong with a file of a backup, or null when it is as it was written. */
export async function fileProblem(
  folder: string,
  file: BackedUpFile,
): Promise<{ readonly what: string; readonly cause?: unknown } | null> {
  const there = await ownFile(folder, file.file).catch((cause: unknown) => ({ cause }))
  if ('cause' in there) return { what: 'it cannot be read', cause: there.cause }
  // Asked before it is read: what has no end would be read for ever.
  if (there.bytes !== file.bytes) {
    return { what: `it has ${there.bytes} bytes and was written with ${file.bytes}` }
  }
  const found = await digestOf(there.place).catch((cause: unknown) => ({ cause }))
  if ('cause' in found) return { what: 'it cannot be read', cause: found.cause }
  return found.sha256 === file.sha256 ? null : { what: 'its content has changed' }
}

/** A manifest of 100,000 tables has some 100 MB. */
const MOST_BYTES = 500_000_000

/**
 * A plain file of a backup, wherever its name leads.
 * @throws where it lies outside of the folder, or is a link, a device or a pipe
 */
async function ownFile(
  folder: string,
  name: string,
): Promise<{ readonly place: string; readonly bytes: number }> {
  const place = path.join(folder, name)
  const [root, real] = await Promise.all([realpath(folder), realpath(place)])
  const found = await lstat(place)
  if (!found.isFile() || path.relative(root, real) !== path.normalize(name)) {
    throw new Error(`${place} is no file of this backup`)
  }
  return { place, bytes: found.size }
}

/** Size and digest of a file. */
export async function digestOf(
  file: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(
    createReadStream(file),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length
        yield chunk
      }
    },
    hash,
  )
  return { bytes, sha256: hash.digest('hex') }
}
