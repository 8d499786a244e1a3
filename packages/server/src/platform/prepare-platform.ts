import { connect, type Database, ident, type Sql } from '@valence/db'
import { type PlatformOwner, platformFingerprint, platformSql } from './sql-files.ts'

/** Held while the platform is prepared: two of them would change the same catalog rows at once. */
const LOCK_KEY = 7_203_561

/** What differs between the server that the program brings and one that is somebody's own. */
export interface Platform {
  readonly owner: PlatformOwner
  /** Stand-ins for extensions that call out, so that a sample of an older application does not. */
  readonly hasStandIns: boolean
}

/** Begins the comment on the schema `extensions` of a database that was prepared here. */
export const PREPARED = 'Prepared by Valence CRM.'

const EMBEDDED: Platform = {
  owner: { name: 'postgres', rights: 'createdb createrole login' },
  hasStandIns: true,
}

/** On a server of one's own: `postgres` may be its superuser there, and nobody needs to log in as the owner. */
export const OWN_SERVER: Platform = {
  owner: { name: 'valence_owner', rights: 'nocreatedb nocreaterole nologin' },
  hasStandIns: false,
}

/**
 * Makes a database what a Supabase project has around its application: roles, the schemas auth, storage and
 * extensions, default privileges, and stand-ins for the extensions that the embedded server lacks. Safe to run
 * at every start: a prepared database is recognised and left alone.
 *
 * @param superuserUrl a connection as the superuser, to any database of the cluster
 * @param database the database to prepare; it must exist
 */
export async function preparePlatform(
  superuserUrl: string,
  database: string,
  platform = EMBEDDED,
): Promise<void> {
  const fingerprint = platformFingerprint()
  const sql = connect(withDatabase(superuserUrl, database), {
    max: 1,
    applicationName: 'valence-platform',
  })
  try {
    const found = await findPlatform(sql)
    if (found.fingerprint !== fingerprint)
      await prepare(sql, { superuserUrl, database, fingerprint, platform })
    // A copy of a prepared database has everything but its owner and settings.
    else if (!found.hasSettings) await ownDatabase(sql, database, platform.owner)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

interface Preparation {
  readonly superuserUrl: string
  readonly database: string
  readonly fingerprint: string
  readonly platform: Platform
}

async function prepare(
  sql: Database,
  { superuserUrl, database, fingerprint, platform }: Preparation,
): Promise<void> {
  const { owner, hasStandIns } = platform
  await prepareRoles(superuserUrl, owner)
  // Lite is a large module: a prepared database, the usual case, does without it.
  const { ensureSystemSchema } = await import('./system-schema.ts')
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK_KEY})`
    await ownDatabase(tx, database, owner)
    await tx.unsafe(platformSql('database', owner))
    if (hasStandIns) await tx.unsafe(platformSql('http-stand-ins', owner))
    await ensureSystemSchema(tx)
    await tx.unsafe(platformSql('after-lite', owner))
    await tx.unsafe(`comment on schema extensions is '${PREPARED} ${fingerprint}'`)
  })
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.toString()
}

/**
 * Roles are shared by all databases of the cluster, and so is the lock: it is taken in the database `postgres`,
 * because advisory locks of different databases do not see each other.
 */
async function prepareRoles(superuserUrl: string, owner: PlatformOwner): Promise<void> {
  const sql = connect(withDatabase(superuserUrl, 'postgres'), {
    max: 1,
    applicationName: 'valence-platform',
  })
  try {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${LOCK_KEY})`
      await tx.unsafe(platformSql('roles', owner))
    })
  } finally {
    await sql.end({ timeout: 5 })
  }
}

interface FoundPlatform {
  readonly fingerprint: string | null
  readonly hasSettings: boolean
}

async function findPlatform(sql: Database): Promise<FoundPlatform> {
  const rows = await sql<{ comment: string | null; hasSettings: boolean }[]>`
    select
      (
        select obj_description(n.oid, 'pg_namespace')
        from pg_catalog.pg_namespace as n
        where n.nspname = 'extensions'
      ) as comment,
      exists (
        select 1
        from pg_catalog.pg_db_role_setting as s
        join pg_catalog.pg_database as d on d.oid = s.setdatabase
        where d.datname = current_database() and s.setrole = 0
      ) as "hasSettings"
  `
  const row = rows[0]
  return {
    fingerprint: row?.comment?.split(' ').at(-1) ?? null,
    hasSettings: row?.hasSettings ?? false,
  }
}

async function ownDatabase(sql: Sql, database: string, owner: PlatformOwner): Promise<void> {
  const name = ident(database)
  await sql.unsafe(`alter database ${name} owner to ${ident(owner.name)}`)
  await sql.unsafe(`alter database ${name} set search_path to "$user", public, extensions`)
}
