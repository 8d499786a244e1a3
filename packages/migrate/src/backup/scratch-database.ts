import { createHash } from 'node:crypto'
import { connect, type Database, ident, literal, sqlState, withDatabaseName } from '@valence/db'
import { MigrationError } from '../errors.ts'

export interface ScratchDatabase {
  readonly name: string
  readonly url: string
}

/** Why there can be no scratch database, for people. */
export interface NoScratchDatabase {
  readonly reason: string
}

/**
 * Makes an empty database beside this one, of the same encoding and locale, which no one else may enter. Its name comes
 * from this database's, so that one which a killed run left is found, and made anew.
 * @throws MigrationError when the name is someone else's
 */
export async function createScratchDatabase(
  db: Database,
  url: string,
): Promise<ScratchDatabase | NoScratchDatabase> {
  const [own] = await db<{ name: string; mayCreate: boolean; options: string }[]>`
    select d.datname as name, r.rolcreatedb or r.rolsuper as "mayCreate",
      concat_ws(' ',
        'encoding', quote_literal(pg_encoding_to_char(d.encoding)),
        'lc_collate', quote_literal(d.datcollate), 'lc_ctype', quote_literal(d.datctype),
        'locale_provider', case d.datlocprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
        case d.datlocprovider when 'i' then 'icu_locale' when 'b' then 'builtin_locale' end,
        case when d.datlocprovider <> 'c'
          then quote_literal(coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')) end
      ) as options
    from pg_database as d, pg_roles as r
    where d.datname = current_database() and r.rolname = current_user`
  if (own === undefined || !own.mayCreate) return { reason: 'this role may not create databases' }
  const name = scratchName(own.name)
  await dropScratchDatabase(db, name)
  try {
    await db.unsafe(`create database ${ident(name)} template template0 ${own.options}`)
  } catch (error) {
    if (sqlState(error) !== '42501') throw error
    return { reason: 'this role may not create databases' }
  }
  await db.unsafe(`revoke all on database ${ident(name)} from public`)
  await db.unsafe(
    `comment on database ${ident(name)} is ${literal(`Valence: proof of a backup of ${own.name}; may be dropped`)}`,
  )
  const scratch = { name, url: withDatabaseName(url, name) }
  const refusal = await tryToConnect(scratch)
  if (refusal === null) return scratch
  await dropScratchDatabase(db, name)
  return { reason: `a new database cannot be connected to (${refusal})` }
}

/**
 * Drops it, whoever is connected.
 * @throws MigrationError when a database of that name belongs to another role
 */
export async function dropScratchDatabase(db: Database, name: string): Promise<void> {
  const [found] = await db<{ owner: string; isOurs: boolean }[]>`
    select pg_get_userbyid(d.datdba) as owner, pg_get_userbyid(d.datdba) = current_user as "isOurs"
    from pg_database as d
    where d.datname = ${name}`
  if (found === undefined) return
  if (!found.isOurs) {
    throw new MigrationError(`There is a database ${name} of the role ${found.owner}`, {
      code: 'VAL-BACKUP',
      object: name,
      hint: 'Nothing was changed. A run by that role left it, or needs it now: drop it as that role when no run is active, then run the same command again.',
    })
  }
  await db.unsafe(`drop database if exists ${ident(name)} with (force)`)
}

/** A name that no one else gives a database, and that fits into 63 bytes. */
export function scratchName(database: string): string {
  const digest = createHash('sha256').update(database).digest('hex').slice(0, 12)
  return `valence_scratch_${digest}`
}

/** A pooler or an access rule may know the databases that it leads to. What it says, or null when all is well. */
async function tryToConnect(scratch: ScratchDatabase): Promise<string | null> {
  const probe = connect(scratch.url, { max: 1, startup: 'none', applicationName: 'valence probe' })
  try {
    const [found] = await probe<{ name: string }[]>`select current_database() as name`
    return found?.name === scratch.name ? null : 'it leads to another one'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await probe.end({ timeout: 5 })
  }
}
