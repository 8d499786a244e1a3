import { mkdir, rename, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'

/** What the folder of a backup ends in until it is whole. */
export const UNFINISHED = '.incomplete'

export interface NewFolder {
  /** Where it is written. */
  readonly partial: string
  /** Gives it its own name. Returns where it is then. */
  finish(): Promise<string>
}

/**
 * Makes the folder of a new backup, named by database and second, for its owner only. Two that begin in the same second
 * get a folder each: making one fails where it exists, so only one of them can have a name.
 */
export async function newFolder(root: string, database: string, now: Date): Promise<NewFolder> {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace(/\..*/, '')
  // A database may have any name, a folder may not.
  const base = path.resolve(root, `${encodeURIComponent(database)}-${stamp}`)
  await mkdir(path.resolve(root), { recursive: true, mode: 0o700 })
  for (let turn = 1; ; turn += 1) {
    const final = turn === 1 ? base : `${base}-${turn}`
    const partial = `${final}${UNFINISHED}`
    if (!(await make(partial))) continue
    if (await exists(final)) {
      await rmdir(partial)
      continue
    }
    return {
      partial,
      finish: async () => {
        await rename(partial, final)
        return final
      },
    }
  }
}

async function make(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function exists(folder: string): Promise<boolean> {
  return await stat(folder).then(
    () => true,
    () => false,
  )
}
