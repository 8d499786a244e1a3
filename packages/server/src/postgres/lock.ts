import { randomBytes } from 'node:crypto'
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { codeOf } from '../errors.ts'
import { readJsonFile, writePrivateJsonFile } from '../json-file.ts'
import { describeProcess } from './processes.ts'

const readySchema = z.object({
  port: z.number().int(),
  postmaster: z.number().int(),
  dataDir: z.string(),
})
const lockSchema = z.object({
  pid: z.number().int(),
  identity: z.string(),
  ready: readySchema.optional(),
})

/** What the process that owns the server tells others. */
export type ServerReady = z.infer<typeof readySchema>
type LockContent = z.infer<typeof lockSchema>

/** The right to start and stop the server of one installation. */
export interface Lock {
  /** Lets others know that the server takes connections. */
  announce(ready: ServerReady): void
  release(): void
}

/** Who holds the lock of an installation now. */
export interface LockHolder {
  readonly pid: number
  readonly ready: ServerReady | null
}

/** Takes the lock, or tells who holds it. A lock whose process is gone is taken over. */
export function acquireLock(file: string): Lock | LockHolder {
  const mine: LockContent = {
    pid: process.pid,
    identity: describeProcess(process.pid)?.identity ?? '',
  }
  for (;;) {
    if (createExclusively(file, mine)) return lockOf(file, mine)
    const holder = readLockHolder(file)
    if (holder !== null) return holder
    discardStale(file)
  }
}

/** Who holds the lock, or null when nobody alive does. */
export function readLockHolder(file: string): LockHolder | null {
  const content = readJsonFile(file, lockSchema)
  if (content === null || !isAlive(content)) return null
  return { pid: content.pid, ready: content.ready ?? null }
}

function isAlive(content: LockContent): boolean {
  // The start time tells the holder from a stranger who was given its number later.
  return describeProcess(content.pid)?.identity === content.identity
}

function lockOf(file: string, mine: LockContent): Lock {
  return {
    announce: (ready) => writePrivateJsonFile(file, { ...mine, ready }),
    release: () => {
      const now = readJsonFile(file, lockSchema)
      if (now?.pid === mine.pid && now.identity === mine.identity) rmSync(file, { force: true })
    },
  }
}

function createExclusively(file: string, content: LockContent): boolean {
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 })
  try {
    // A link appears whole or not at all, and fails when the name is taken.
    linkSync(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function discardStale(file: string): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = readJsonFile(aside, lockSchema)
  // Between our look and the rename another process may have taken the lock over: give it back.
  if (moved !== null && isAlive(moved)) createExclusively(file, moved)
  rmSync(aside, { force: true })
}
