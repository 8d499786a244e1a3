import { createHash } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { codeOf, messageOf, StackError } from '../errors.ts'
import { readTextFile } from '../json-file.ts'
import { sharedFolders } from './binaries.ts'
import { findPostmaster } from './postmaster.ts'
import { canWrite, chooseServerUser, type ServerUser } from './server-user.ts'

/** Where the data of a cluster really is, and who runs it. */
export interface ClusterPlace {
  readonly dataDir: string
  readonly user: ServerUser
  /** Why the data is not where the caller asked, for the log; null when it is. */
  readonly movedBecause: string | null
}

/**
 * Settles where the data goes. That is the folder asked for, wherever its user may enter it. Root's server runs
 * as another user, who may not enter, say, a clone in the home of root: then the data goes to a folder of the system,
 * under a name made from the folder asked for, so that the next start finds it again.
 *
 * @throws StackError `folder-not-accessible` (names the folder) or `folder-not-owned`
 */
export function placeCluster(wanted: string): ClusterPlace {
  makeFolder(dirname(wanted))
  const existing = findCluster(wanted)
  const user = chooseServerUser(existing)
  const place = (dataDir: string): ClusterPlace => ({
    dataDir,
    user,
    movedBecause:
      dataDir === wanted
        ? null
        : `the user ${user.name}, who runs the server, may not enter ${wanted}`,
  })
  if (existing !== null) {
    if (user.uid === undefined || canWrite(user, existing)) return place(existing)
    throw new StackError(
      'folder-not-accessible',
      `The database in ${existing} belongs to the user ${user.name}, who may not enter that folder any more.`,
      { hint: `Give ${user.name} the right to pass through the folders above it (chmod o+x).` },
    )
  }
  for (const candidate of [wanted, ...sharedPlaces(wanted)]) {
    if (!isUsable(candidate, user)) continue
    if (candidate !== wanted) noteOrigin(candidate, wanted)
    return place(candidate)
  }
  throw new StackError(
    'folder-not-accessible',
    `The database cannot be kept in ${wanted}: the user ${user.name}, who runs the server, may not write there, nor in ${sharedFolders().join(' or ')}.`,
    {
      hint: 'Choose a folder that this user may write in with VALENCE_HOME, or start as an ordinary user.',
    },
  )
}

/** The folder that holds the cluster asked for, or null when there is none yet. */
export function findCluster(wanted: string): string | null {
  const places = process.getuid?.() === 0 ? [wanted, ...sharedPlaces(wanted)] : [wanted]
  return places.find((dir) => existsSync(dir) && isCluster(dir)) ?? null
}

function isCluster(dir: string): boolean {
  // Its owner keeps a data folder closed (0700): a stranger can only see that it is there.
  const me = process.getuid?.()
  if (me !== undefined && me !== 0 && statSync(dir).uid !== me) return true
  return existsSync(join(dir, 'PG_VERSION'))
}

function sharedPlaces(wanted: string): readonly string[] {
  const parent = existsSync(dirname(wanted)) ? realpathSync(dirname(wanted)) : dirname(wanted)
  const key = createHash('sha256').update(parent).update(wanted).digest('hex').slice(0, 16)
  return sharedFolders().map((folder) => join(folder, `data-${key}`))
}

/**
 * Whose data a folder of the system holds. When that place is gone (a clone was deleted), nobody will ask for the data
 * again, and the next one who needs such a folder removes it.
 */
function noteOrigin(place: string, wanted: string): void {
  const folder = dirname(place)
  for (const name of readdirSync(folder).filter((one) => one.endsWith(ORIGIN))) {
    const note = join(folder, name)
    const other = note.slice(0, -ORIGIN.length)
    const origin = readTextFile(note)?.trim() ?? ''
    if (existsSync(dirname(origin)) || (existsSync(other) && findPostmaster(other) !== null))
      continue
    rmSync(other, { recursive: true, force: true })
    rmSync(note, { force: true })
  }
  writeFileSync(`${place}${ORIGIN}`, `${wanted}\n`, { mode: 0o600 })
}

const ORIGIN = '.origin'

/** Forgets the note about a folder of the system when its data is deleted. */
export function forgetOrigin(place: string): void {
  rmSync(`${place}${ORIGIN}`, { force: true })
}

function isUsable(candidate: string, user: ServerUser): boolean {
  const probe = `${candidate}.probe-${process.pid}`
  try {
    makeFolder(dirname(candidate))
    mkdirSync(probe, { mode: 0o700 })
    if (user.uid !== undefined && user.gid !== undefined) chownSync(probe, user.uid, user.gid)
    writeFileSync(join(probe, 'write'), '')
    return canWrite(user, probe)
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    // Not writable for us either: the caller tries the next place, and names them all when none is left.
    return false
  } finally {
    rmSync(probe, { recursive: true, force: true })
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
  } catch (error) {
    throw new StackError(
      'folder-not-accessible',
      `The folder ${folder} cannot be made: ${messageOf(error)}.`,
      {
        hint: 'Choose another folder with VALENCE_HOME, or change the rights of the one above it.',
        cause: error,
      },
    )
  }
}
