import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { damaged } from './backup-errors.ts'
import { type BackedUpFile, type BackupManifest, filesOf, manifestSchema } from './manifest.ts'

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
  const found = await digestOf(path.join(folder, file.file)).catch((cause: unknown) => ({ cause }))
  if ('cause' in found) return { what: 'it cannot be read', cause: found.cause }
  if (found.bytes !== file.bytes) {
    return { what: `it has ${found.bytes} bytes and was written with ${file.bytes}` }
  }
  return found.sha256 === file.sha256 ? null : { what: 'its content has changed' }
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
