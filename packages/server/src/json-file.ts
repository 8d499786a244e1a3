import { randomBytes } from 'node:crypto'
import { chownSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { codeOf, StackError } from './errors.ts'

/** Reads and checks a JSON file. Null when it is absent, cut short or of another shape. */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>): T | null {
  const text = readTextFile(path)
  if (text === null) return null
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    // Half a file is what a power cut leaves: the caller treats it as absent.
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Writes a file that only its owner may read. A reader sees the old or the new content, never half of one. */
export function writePrivateJsonFile(path: string, value: unknown): void {
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  giveToOwnerOfFolder(draft)
  renameSync(draft, path)
}

/** What root writes into a person's folder is that person's: they will want to read it when root is gone. */
export function giveToOwnerOfFolder(path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(dirname(path))
  chownSync(path, uid, gid)
}

/**
 * The text of a file, or null when there is none.
 *
 * @throws StackError `folder-not-owned` when it is not ours to read
 */
export function readTextFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    if (codeOf(error) !== 'EACCES') throw error
    throw new StackError(
      'folder-not-owned',
      `The file ${path} belongs to another user and cannot be read.`,
      {
        hint: 'Start as that user (or as root), or choose another home for the data with VALENCE_HOME.',
        cause: error,
      },
    )
  }
}
