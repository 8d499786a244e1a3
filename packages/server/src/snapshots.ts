import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { StackError } from './errors.ts'
import { homePaths } from './home-paths.ts'
import { findCluster } from './postgres/place-cluster.ts'
import { findPostmaster } from './postgres/postmaster.ts'

/** A copy of the data of a local installation, made while its server was stopped. */
export interface Snapshot {
  /** When it was made, and from what: `2027-01-16T22-00-00Z schema-1`. */
  readonly name: string
  readonly folder: string
}

const PARTIAL = '.partial'

/** Snapshots of the installation in `home`, the newest first. */
export async function listSnapshots(home: string): Promise<readonly Snapshot[]> {
  const folder = folderOf(home)
  if (!existsSync(folder)) return []
  const names = await readdir(folder)
  return names
    .filter((name) => /^\d{4}-.* schema-\d+$/.test(name))
    .toSorted()
    .toReversed()
    .map((name) => ({ name, folder: join(folder, name) }))
}

/**
 * Copies the data of a stopped installation, owners and modes as they are. What is broken off leaves nothing that looks like a snapshot.
 * @throws StackError where a server still runs on the data, or the copy cannot be made
 */
export async function takeSnapshot(home: string, label: string): Promise<Snapshot> {
  const data = stoppedData(home)
  const folder = folderOf(home)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')} ${label}`
  const target = join(folder, name)
  await rm(`${target}${PARTIAL}`, { recursive: true, force: true })
  await copy(data, `${target}${PARTIAL}`)
  await rename(`${target}${PARTIAL}`, target)
  return { name, folder: target }
}

/** Puts a snapshot in the place of the data, which is set aside and not deleted. */
export async function restoreSnapshot(
  home: string,
  snapshot: Snapshot,
): Promise<{ readonly setAside: string }> {
  const data = stoppedData(home)
  const setAside = join(folderOf(home), `${basename(snapshot.folder)} undone`)
  const next = `${data}${PARTIAL}`
  await rm(next, { recursive: true, force: true })
  await copy(snapshot.folder, next)
  await rm(setAside, { recursive: true, force: true })
  await copy(data, setAside)
  await rm(data, { recursive: true, force: true })
  await rename(next, data)
  return { setAside }
}

function folderOf(home: string): string {
  return join(homePaths(home).home, 'snapshots')
}

function stoppedData(home: string): string {
  const data = findCluster(homePaths(home).cluster.dataDir)
  if (data === null) {
    throw new StackError('not-there', `There is no installation in ${home}.`, {
      hint: 'npm start makes one.',
    })
  }
  if (findPostmaster(data) === null) return data
  throw new StackError('postgres-busy', 'Another process serves this installation.', {
    hint: 'Stop it (Ctrl-C where it runs), then run the same command again.',
  })
}

/** `cp -a` keeps owners, which matter where a server runs as a user of its own. */
async function copy(from: string, to: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn('cp', ['-a', '--', from, to], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve()
      reject(
        new StackError('snapshot-failed', `The data could not be copied: ${said.trim()}`, {
          hint: 'Is the disk full? Nothing was changed.',
        }),
      )
    })
  })
}
