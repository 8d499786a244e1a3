import { mkdirSync } from 'node:fs'
import { connect } from '@valence/db'
import { StackError } from './errors.ts'
import { homePaths } from './home-paths.ts'
import { type Log, silentLog } from './log.ts'
import { preparePlatform } from './platform/prepare-platform.ts'
import { type RunningPostgres, startPostgres } from './postgres/start-postgres.ts'

/** Where an installation keeps its data, below the current folder, unless VALENCE_HOME says otherwise. */
export const DEFAULT_HOME = '.valence'

export interface OpenStackOptions {
  /** Folder of the installation: the database is in `<home>/postgres`, keys and files of the API beside it. */
  readonly home?: string
  readonly log?: Log
  /** Server settings over the defaults. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A local stand-in for a Supabase project: a PostgreSQL server whose database has what such a project has. */
export interface Stack {
  readonly home: string
  readonly postgres: RunningPostgres
  /** As the role `postgres` (owner, not a superuser), database `postgres`. */
  readonly databaseUrl: string
  /** As the role that the API server uses. */
  readonly apiUrl: string
  /** Makes one more prepared database and returns its URL for the role `postgres`. */
  createDatabase(name: string): Promise<string>
  /** Drops it with its connections. Nothing happens when there is none. */
  dropDatabase(name: string): Promise<void>
  /** Stops the server, unless another process runs it. */
  stop(): Promise<void>
}

/**
 * Opens the installation in `home`, making it at the first start. A second process that opens the same home
 * shares the server of the first.
 *
 * @throws StackError with what to do next
 */
export async function openStack(options: OpenStackOptions = {}): Promise<Stack> {
  const { VALENCE_HOME } = process.env
  const { home, cluster } = homePaths(options.home ?? VALENCE_HOME ?? DEFAULT_HOME)
  mkdirSync(home, { recursive: true })
  const postgres = await startPostgres({
    dataDir: cluster.dataDir,
    log: options.log ?? silentLog,
    settings: options.settings ?? {},
  })
  try {
    await preparePlatform(postgres.superuserUrl, 'postgres')
  } catch (error) {
    await postgres.stop()
    throw error
  }
  return {
    home,
    postgres,
    databaseUrl: postgres.urlFor('postgres'),
    apiUrl: postgres.urlFor('valence_api'),
    createDatabase: (name) => createDatabase(postgres, name),
    dropDatabase: (name) => dropDatabase(postgres, name),
    stop: () => postgres.stop(),
  }
}

async function createDatabase(postgres: RunningPostgres, name: string): Promise<string> {
  assertDatabaseName(name)
  await asSuperuser(postgres, `create database "${name}" owner postgres`)
  await preparePlatform(postgres.superuserUrl, name)
  return postgres.urlFor('postgres', name)
}

async function dropDatabase(postgres: RunningPostgres, name: string): Promise<void> {
  assertDatabaseName(name)
  await asSuperuser(postgres, `drop database if exists "${name}" with (force)`)
}

async function asSuperuser(postgres: RunningPostgres, statement: string): Promise<void> {
  const sql = connect(postgres.superuserUrl, { max: 1 })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Names go into statements that take no parameters, and `postgres` and the templates are not ours to drop. */
function assertDatabaseName(name: string): void {
  if (/^[a-z][a-z0-9_]{0,62}$/.test(name) && !/^(postgres|template\d)$/.test(name)) return
  throw new StackError('name-invalid', `"${name}" cannot be the name of a local database.`, {
    hint: 'Use up to 63 lower-case letters, digits and underscores, beginning with a letter; postgres and the templates are taken.',
  })
}
