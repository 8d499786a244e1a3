import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { codeOf, StackError } from '../errors.ts'

/** Who the server runs as. Without a uid it runs as whoever started us. */
export interface ServerUser {
  readonly name: string
  readonly uid?: number
  readonly gid?: number
}

/** Tried in this order when we are root; both exist on most systems, so no account has to be made. */
const CANDIDATES = ['postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it as themself; root runs it as the owner of the
 * existing data, else as `postgres`, else as `nobody`.
 *
 * @param existingData the data folder when it holds a cluster, else null
 * @throws StackError `folder-not-owned` or `folder-not-accessible`
 */
export function chooseServerUser(existingData: string | null): ServerUser {
  const me = process.getuid?.()
  const owner = existingData === null ? null : statSync(existingData)
  if (me === undefined) return { name: userInfo().username }
  if (me !== 0) return ordinaryUser(me, existingData, owner?.uid)
  if (owner !== null && owner.uid !== 0) {
    return { name: nameOf(owner.uid), uid: owner.uid, gid: owner.gid }
  }
  for (const name of CANDIDATES) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid !== null && uid !== 0 && gid !== null) return { name, uid, gid }
  }
  throw new StackError(
    'folder-not-accessible',
    `PostgreSQL does not run as root, and this system has neither of the users ${CANDIDATES.join(', ')}.`,
    { hint: 'Start the project as an ordinary user.' },
  )
}

/** True when the user may enter the folder and write in it. Asked of the system, so access lists count too. */
export function canWrite(user: ServerUser, folder: string): boolean {
  return probe(user, 'cd "$0" && test -w .', folder)
}

/** True when the user may run the program. */
export function canRun(user: ServerUser, program: string): boolean {
  return probe(user, 'test -r "$0" && test -x "$0"', program)
}

/** The ids for `spawn`; empty when no change of user is needed. */
export function spawnIds(user: ServerUser): { uid?: number; gid?: number } {
  if (user.uid === undefined || user.gid === undefined) return {}
  return { uid: user.uid, gid: user.gid }
}

function ordinaryUser(me: number, data: string | null, owner: number | undefined): ServerUser {
  const { username } = userInfo()
  if (data === null || owner === undefined || owner === me) return { name: username }
  throw new StackError(
    'folder-not-owned',
    `The database in ${data} belongs to the user ${nameOf(owner)}, and you are ${username}.`,
    {
      hint: `Start as ${nameOf(owner)} (or as root), or choose another home for the data with VALENCE_HOME.`,
    },
  )
}

function probe(user: ServerUser, script: string, path: string): boolean {
  const result = spawnSync('/bin/sh', ['-c', script, path], {
    ...spawnIds(user),
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    stdio: 'ignore',
  })
  if (result.error !== undefined && codeOf(result.error) === 'EPERM') {
    throw new StackError(
      'folder-not-accessible',
      `This system does not let root act as the user ${user.name}, and PostgreSQL does not run as root.`,
      { hint: 'Start the project as an ordinary user.', cause: result.error },
    )
  }
  return result.status === 0
}

function idOf(flag: '-u' | '-g', name: string): number | null {
  const result = spawnSync('id', [flag, name], { encoding: 'utf8' })
  const id = Number.parseInt(result.stdout ?? '', 10)
  return result.status === 0 && Number.isInteger(id) ? id : null
}

function nameOf(uid: number): string {
  const result = spawnSync('id', ['-un', String(uid)], { encoding: 'utf8' })
  const name = result.stdout?.trim() ?? ''
  return result.status === 0 && name !== '' ? name : `number ${uid}`
}
