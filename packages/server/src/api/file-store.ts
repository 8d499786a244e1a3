import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { App } from '@supabase/lite'
import { z } from 'zod'
import { codeOf } from '../errors.ts'

/** What Lite asks of a place for files. Its own implementation is not exported. */
export type FileStore = NonNullable<App['_storageAdapter']>

type Body = Parameters<FileStore['uploadObject']>[3]
type Metadata = Awaited<ReturnType<FileStore['headObject']>>

const factsSchema = z.object({ mimetype: z.string(), cacheControl: z.string(), eTag: z.string() })

/**
 * Keeps uploaded files in a folder. A file's name on disk is a hash of its bucket and key, so no key can lead out of
 * the folder, clash with another by case, or be too long; its type lies in a small file beside it.
 */
export function createFileStore(folder: string): FileStore {
  const pathOf = (bucket: string, key: string): string => {
    const hash = createHash('sha256').update(`${bucket}/${key}`).digest('hex')
    return join(folder, hash.slice(0, 2), hash)
  }
  const remove = async (bucket: string, key: string): Promise<void> => {
    const path = pathOf(bucket, key)
    await Promise.all([rm(path, { force: true }), rm(factsPath(path), { force: true })])
  }
  return {
    driver: folder,
    getObject: async (bucket, key) => {
      const path = pathOf(bucket, key)
      const metadata = await readMetadata(path)
      // A file that the database knows and the disk does not: Lite answers "not found" to a missing body.
      if (metadata === null) return { metadata: EMPTY, httpStatusCode: 404 }
      const body = Readable.toWeb(createReadStream(path)) as ReadableStream
      return { metadata, httpStatusCode: 200, body }
    },
    uploadObject: async (bucket, key, _version, body, mimetype, cacheControl) => {
      const path = pathOf(bucket, key)
      await writeObject(path, body, { mimetype, cacheControl, eTag: `"${randomUUID()}"` })
      return (await readMetadata(path)) ?? EMPTY
    },
    deleteObject: (bucket, key) => remove(bucket, key),
    deleteObjects: async (bucket, keys) => {
      await Promise.all(keys.map((key) => remove(bucket, key)))
    },
    copyObject: async (fromBucket, from, _version, toBucket, to) => {
      const source = pathOf(fromBucket, from)
      const target = pathOf(toBucket, to)
      await mkdir(join(target, '..'), { recursive: true, mode: 0o700 })
      await Promise.all([copyFile(source, target), copyFile(factsPath(source), factsPath(target))])
      const metadata = (await readMetadata(target)) ?? EMPTY
      return {
        httpStatusCode: 200,
        eTag: metadata.eTag,
        lastModified: metadata.lastModified ?? new Date(),
      }
    },
    headObject: async (bucket, key) => (await readMetadata(pathOf(bucket, key))) ?? EMPTY,
    privateAssetUrl: async (bucket, key) => pathOf(bucket, key),
  }
}

type Facts = z.infer<typeof factsSchema>

const EMPTY: Metadata = {
  cacheControl: 'no-cache',
  contentLength: 0,
  size: 0,
  mimetype: 'application/octet-stream',
  eTag: '',
}

function factsPath(path: string): string {
  return `${path}.json`
}

/** Whole or not at all: the file is written under another name first. */
async function writeObject(path: string, body: Body, facts: Facts): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}`
  try {
    if (body instanceof Uint8Array) await writeFile(draft, body, { mode: 0o600 })
    else await pipeline(Readable.fromWeb(body as never), createWriteStream(draft, { mode: 0o600 }))
    await writeFile(factsPath(path), JSON.stringify(facts), { mode: 0o600 })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function readMetadata(path: string): Promise<Metadata | null> {
  try {
    const [{ size, mtime }, text] = await Promise.all([
      stat(path),
      readFile(factsPath(path), 'utf8'),
    ])
    const facts = factsSchema.parse(JSON.parse(text))
    return { ...facts, contentLength: size, size, lastModified: mtime, httpStatusCode: 200 }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
