import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StackError } from '../errors.ts'
import { childEnvironment } from './child-environment.ts'
import { type ServerUser, spawnIds } from './server-user.ts'

/** The role that owns the cluster. Hosted Supabase calls it so, and `postgres` is no superuser there either. */
export const SUPERUSER = 'supabase_admin'

/** Which locale a system knows differs: Linux has C.UTF-8, macOS en_US.UTF-8; the first that initdb takes is used. */
const LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'UTF-8', 'C'] as const

export interface InitialiseOptions {
  readonly initdb: string
  readonly dataDir: string
  readonly user: ServerUser
  readonly password: string
}

/**
 * Makes a new cluster: UTF-8, ICU collation, passwords by SCRAM. It is made in a folder beside and renamed when
 * whole, so a start that was killed half-way leaves nothing that looks like a cluster.
 *
 * @throws StackError `initdb-failed` with what initdb said
 */
export async function initialiseCluster(options: InitialiseOptions): Promise<void> {
  const draft = `${options.dataDir}.initialising`
  rmSync(draft, { recursive: true, force: true })
  const secretDir = mkdtempSync(join(tmpdir(), 'valence-initdb-'))
  const passwordFile = join(secretDir, 'password')
  try {
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 })
    for (const path of [passwordFile, secretDir]) giveTo(options.user, path)
    await tryLocales(options, draft, passwordFile)
    clearPlace(options.dataDir)
    renameSync(draft, options.dataDir)
  } finally {
    rmSync(secretDir, { recursive: true, force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Only an empty folder may be in the way: what else lies there is not ours to delete. */
function clearPlace(dataDir: string): void {
  if (!existsSync(dataDir)) return
  if (readdirSync(dataDir).length > 0) {
    throw new StackError(
      'folder-not-empty',
      `The folder ${dataDir} holds files and is no database.`,
      {
        hint: 'Move them away, or choose another home for the data with VALENCE_HOME.',
      },
    )
  }
  rmdirSync(dataDir)
}

async function tryLocales(
  options: InitialiseOptions,
  draft: string,
  passwordFile: string,
): Promise<void> {
  const answers: string[] = []
  for (const locale of LOCALES) {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
    giveTo(options.user, draft)
    const result = await runInitdb(options, [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=und',
      `--locale=${locale}`,
      '--lc-messages=C',
      // The data is synchronised by the first checkpoint; initdb's own pass costs a second on slow disks.
      '--no-sync',
    ])
    if (result.code === 0) return
    answers.push(`${locale}: ${result.output.trim()}`)
    // Only another locale can help against a locale that the system lacks.
    if (!/locale|encoding/i.test(result.output)) break
  }
  throw new StackError(
    'initdb-failed',
    `A new database could not be made in ${dirname(draft)}: ${answers.join('; ')}`,
    {
      hint: 'Look at the message above; free space, rights of the folder and missing libraries are the usual causes.',
    },
  )
}

function runInitdb(
  options: InitialiseOptions,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.initdb, args, {
      ...spawnIds(options.user),
      cwd: '/',
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stdout.resume()
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}

function giveTo(user: ServerUser, path: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid)
  chmodSync(path, path.endsWith('password') ? 0o600 : 0o700)
}
