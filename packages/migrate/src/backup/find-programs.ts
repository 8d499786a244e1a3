import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { ProgramError, runProgram } from './run-program.ts'

/** A pg_dump and the pg_restore of the same version that stands beside it. */
export interface PgPrograms {
  readonly pgDump: string
  readonly pgRestore: string
  readonly version: string
  readonly major: number
}

export type ProgramSearch =
  | { readonly kind: 'found'; readonly programs: PgPrograms; readonly warning: string | null }
  | { readonly kind: 'none'; readonly reason: string; readonly warning: string | null }

export interface SearchOptions {
  /** The least that serves: a dump needs a program as new as the server. */
  readonly major: number
  /** What the number is of, for the reason: `the server (17)`. */
  readonly purpose: string
  /** The environment of the later call: Debian's wrapper chooses its version by it. */
  readonly env: Readonly<Record<string, string>>
  readonly places?: readonly string[]
}

/** Folders in which packages put the programs; `*` stands for a version. */
const USUAL_PLACES = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/opt/homebrew/opt/libpq/bin',
  '/usr/local/opt/postgresql@*/bin',
  '/usr/local/opt/libpq/bin',
  '/Applications/Postgres.app/Contents/Versions/*/bin',
  '/Library/PostgreSQL/*/bin',
]

type Candidate =
  | { readonly kind: 'usable'; readonly programs: PgPrograms; readonly isWrapper: boolean }
  | { readonly kind: 'unusable'; readonly reason: string }

/**
 * Finds a pg_dump that serves: what `PG_DUMP` names (a program or its folder; `none` for none), else the newest on the
 * `PATH` or in the usual places. Where none serves, the reason names each that was found.
 */
export async function findPrograms(options: SearchOptions): Promise<ProgramSearch> {
  const wanted = options.env['PG_DUMP'] ?? ''
  if (wanted === 'none') return { kind: 'none', reason: 'PG_DUMP is none', warning: null }
  const named = wanted === '' ? null : await examine(await programAt(wanted), options.env)
  if (named?.kind === 'usable' && named.programs.major >= options.major) {
    return { kind: 'found', programs: named.programs, warning: null }
  }
  const warning =
    named === null ? null : `PG_DUMP=${wanted} cannot be used: ${whyNot(named, options)}`
  const found = await Promise.all(
    (await candidates(options)).map((file) => examine(file, options.env)),
  )
  const best = found
    .filter((candidate) => candidate.kind === 'usable')
    .filter(({ programs }) => programs.major >= options.major)
    .toSorted(newestFirst)[0]
  if (best !== undefined) return { kind: 'found', programs: best.programs, warning }
  const reasons = [...new Set(found.map((candidate) => whyNot(candidate, options)))]
  return { kind: 'none', reason: reasons.join('; ') || 'no pg_dump was found', warning }
}

function whyNot(candidate: Candidate, { purpose }: SearchOptions): string {
  if (candidate.kind === 'unusable') return candidate.reason
  return `pg_dump ${candidate.programs.version} is older than ${purpose}`
}

/** The program itself before Debian's wrapper of it, which may choose another version by the cluster. */
function newestFirst(
  a: Extract<Candidate, { kind: 'usable' }>,
  b: Extract<Candidate, { kind: 'usable' }>,
): number {
  const byVersion = b.programs.version.localeCompare(a.programs.version, 'en', { numeric: true })
  return byVersion === 0 ? Number(a.isWrapper) - Number(b.isWrapper) : byVersion
}

async function programAt(place: string): Promise<string> {
  const isFolder = await stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  )
  return isFolder ? path.join(place, 'pg_dump') : place
}

async function candidates(options: SearchOptions): Promise<readonly string[]> {
  const onPath = (options.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const usual = await Promise.all((options.places ?? USUAL_PLACES).map(expand))
  const files = [...onPath, ...usual.flat()].map((folder) => path.join(folder, 'pg_dump'))
  const existing = await Promise.all(
    [...new Set(files)].map(async (file) =>
      (await stat(file).catch(() => null)) === null ? [] : [file],
    ),
  )
  return existing.flat()
}

/** The folders that a pattern with at most one `*` stands for. */
async function expand(pattern: string): Promise<readonly string[]> {
  const parts = pattern.split('/')
  const place = parts.findIndex((part) => part.includes('*'))
  if (place === -1) return [pattern]
  const above = parts.slice(0, place).join('/')
  const [before = '', after = ''] = (parts[place] ?? '').split('*')
  const names = await readdir(above).catch(() => [])
  return names
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => path.join(above, name, ...parts.slice(place + 1)))
}

/** What was examined in this process: asking a program for its version takes as long as a small backup. */
const examined = new Map<string, Promise<Candidate>>()

function examine(file: string, env: Readonly<Record<string, string>>): Promise<Candidate> {
  // Debian's wrapper answers by what it would connect to.
  const key = JSON.stringify([file, env['PGCLUSTER'], env['PGHOST'], env['PGPORT'], env['PATH']])
  const known = examined.get(key) ?? ask(file, env)
  examined.set(key, known)
  return known
}

async function ask(file: string, env: Readonly<Record<string, string>>): Promise<Candidate> {
  const beside = file.includes('/') ? path.join(path.dirname(file), 'pg_restore') : 'pg_restore'
  try {
    const [version, restore] = await Promise.all([versionOf(file, env), versionOf(beside, env)])
    if (version !== restore) {
      return unusable(`${file} is ${version} and the pg_restore beside it ${restore}`)
    }
    return {
      kind: 'usable',
      programs: { pgDump: file, pgRestore: beside, version, major: Number.parseInt(version, 10) },
      isWrapper: (await realpath(file).catch(() => file)).endsWith('pg_wrapper'),
    }
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error
    return unusable(`${error.program} cannot be run (${error.message.split('\n')[0]})`)
  }
}

function unusable(reason: string): Candidate {
  return { kind: 'unusable', reason }
}

async function versionOf(file: string, env: Readonly<Record<string, string>>): Promise<string> {
  const text = await runProgram({ file, args: ['--version'], env, timeoutMs: 10_000 })
  const version = /\(PostgreSQL\) (?<version>\d\S*)/.exec(text)?.groups?.['version']
  if (version === undefined) throw new ProgramError(file, 'it names no version of PostgreSQL')
  return version
}
