import { randomBytes } from 'node:crypto'
import { connect, type Database, ident, literal, sqlFile } from '@valence/db'
import { defaultRunOptions, type Emit, TOOL_VERSION, upgradeDatabase } from '@valence/migrate'
import { createTargetSchema, SCHEMA_VERSION } from '@valence/schema/growth'
import { OWN_SERVER, preparePlatform } from '@valence/server'
import { CommandError } from '../errors.ts'
import { type Place, readPlace } from './read-place.ts'

/** The oldest PostgreSQL whose views can ask the policies of who reads them. */
const LEAST_VERSION = 15
const { lockTimeoutMs, lockAttempts } = defaultRunOptions

export interface Installed {
  readonly place: Place
  /** What was made or found, a line each. */
  readonly done: readonly string[]
  /** What this role may not do, and who can. */
  readonly left: readonly string[]
  /** For `valence serve`, where a password was set now. */
  readonly serveUrl: string | null
}

export interface InstallOptions {
  readonly url: string
  /** A new password for the role that serves, also where it has one. */
  readonly newPassword: boolean
}

/**
 * Brings a database to the schema of this program: an empty one, one that was migrated, and the project around either. Runs twice
 * as once, and goes on where it was stopped.
 * @throws CommandError before the first write where this is no place for it
 */
export async function install(
  { url, newPassword }: InstallOptions,
  emit: Emit,
): Promise<Installed> {
  const place = await within(url, readPlace)
  requireFit(place)
  if (place.kind === 'supabase') return await installOnSupabase(url, place, emit)
  await preparePlatform(url, place.database, OWN_SERVER)
  const schema = await bringSchema(inRole(url, OWN_SERVER.owner.name), place, emit)
  const serveUrl = await within(url, (sql) => letServe(sql, url, place, newPassword))
  return {
    place,
    done: [
      'roles, sign-in and files of the platform',
      schema,
      'the role valence_api, which serves',
    ],
    left: [],
    serveUrl,
  }
}

async function installOnSupabase(url: string, place: Place, emit: Emit): Promise<Installed> {
  const schema = await bringSchema(url, place, emit)
  const refused = await within(url, openFiles)
  return {
    place,
    done: [schema, ...(refused === null ? ['the bucket crm-files, and who may use it'] : [])],
    left: refused === null ? [] : [`the bucket crm-files and its policies: ${refused}`],
    serveUrl: null,
  }
}

/** As one piece, where the platform lets this role; what it said where it does not. */
async function openFiles(sql: Database): Promise<string | null> {
  try {
    await sql.begin((tx) => tx.unsafe(sqlFile(import.meta.url, 'file-doors.sql')))
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function requireFit(place: Place): void {
  const { database, version, kind, content, isSuperuser, role } = place
  if (version < LEAST_VERSION * 10_000) {
    throw new CommandError(
      `PostgreSQL ${Math.floor(version / 10_000)} is too old for the CRM, which needs ${LEAST_VERSION} or later`,
      {
        code: 'VAL-SERVER-OLD',
        object: database,
        hint: 'Nothing was changed. Upgrade the server first.',
      },
    )
  }
  if (content === 'legacy') {
    throw new CommandError(`${database} holds an Atomic CRM`, {
      code: 'VAL-NOT-EMPTY',
      object: database,
      hint: 'Nothing was changed. Migrate it: migrate:dry-run says what will happen; its rows stay.',
    })
  }
  if (content === 'foreign') {
    throw new CommandError(`${database} holds tables of another application in the schema public`, {
      code: 'VAL-NOT-EMPTY',
      object: database,
      hint: 'Nothing was changed. Name a database of its own.',
    })
  }
  if (kind === 'own-server' && !isSuperuser) {
    throw new CommandError(`${role} may not make the roles and extensions that the CRM needs`, {
      code: 'VAL-INSTALL-ROLE',
      object: role,
      hint: 'Nothing was changed. Install as the superuser of the server, once; the CRM is served by a role without such rights.',
    })
  }
}

async function bringSchema(url: string, { content }: Place, emit: Emit): Promise<string> {
  if (content === 'target') {
    const { plan } = await upgradeDatabase(
      { databaseUrl: url, lockTimeoutMs, lockAttempts },
      async () => true,
      emit,
    )
    return `the schema, version ${plan.to}`
  }
  await within(url, (db) => createTargetSchema(db, TOOL_VERSION))
  return `the schema, version ${SCHEMA_VERSION}`
}

/** The same database, as a role that the one of the URL may step into: what it makes is that role's. */
function inRole(url: string, role: string): string {
  const other = new URL(url)
  other.searchParams.set('role', role)
  return other.toString()
}

/** Gives the role that serves its door to this database, and a password where it has none. */
async function letServe(
  sql: Database,
  url: string,
  { database }: Place,
  newPassword: boolean,
): Promise<string | null> {
  await sql.unsafe(`grant connect on database ${ident(database)} to valence_api`)
  const [role] = await sql<{ hasPassword: boolean }[]>`
    select a.rolpassword is not null as "hasPassword" from pg_authid as a where a.rolname = 'valence_api'`
  if (role?.hasPassword === true && !newPassword) return null
  const password = randomBytes(24).toString('base64url')
  await sql.unsafe(`alter role valence_api password ${literal(password)}`)
  const served = new URL(url)
  served.username = 'valence_api'
  served.password = password
  return served.toString()
}

async function within<T>(url: string, work: (sql: Database) => Promise<T>): Promise<T> {
  const sql = connect(url, { max: 1, applicationName: 'valence-install' })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
