import { connect, type Sql } from '@valence/db'
import { preparePlatform, withDatabase } from '@valence/server'
import { testCluster } from './cluster.ts'

/** The template that every other one is built on: what a Supabase project has before an application is installed. */
export const PLATFORM = 'platform'

/** Any number: it keeps two processes from building a template, or copying from one, at the same time. */
const LOCK_CLASS = 55_001

/** Name of the database that holds a template. */
export function templateDatabase(template: string): string {
  return `template_${template.replaceAll(/[^a-z0-9]+/gi, '_').toLowerCase()}`
}

/**
 * Makes a template unless this run has it already. Safe across processes: the first builds, the others wait.
 *
 * @param build fills a copy of the platform; no connection to it may be left open
 */
export async function ensureTemplate(
  template: string,
  build: ((database: string) => Promise<void>) | undefined,
): Promise<void> {
  if (template !== PLATFORM) await ensureTemplate(PLATFORM, undefined)
  const database = templateDatabase(template)
  await withMaintenance(async (sql) => {
    await sql`select pg_advisory_lock(${LOCK_CLASS}, hashtext(${database}))`
    if (await isTemplate(sql, database)) return
    // A build that failed half-way leaves a database that is no template yet.
    await sql.unsafe(`drop database if exists ${database} with (force)`)
    if (template === PLATFORM) {
      await sql.unsafe(`create database ${database}`)
      await preparePlatform(testCluster().superuserUrl, database)
    } else {
      if (build === undefined) throw unknownTemplate(template)
      await copyDatabase(sql, templateDatabase(PLATFORM), database)
      await build(database)
    }
    await sql.unsafe(`alter database ${database} with is_template true allow_connections false`)
  })
}

/** Makes a database from a finished template. */
export async function copyTemplate(template: string, database: string): Promise<void> {
  await withMaintenance((sql) => copyDatabase(sql, templateDatabase(template), database))
}

/** Drops a database, whatever is still connected to it. */
export async function dropDatabase(database: string): Promise<void> {
  await withMaintenance((sql) => sql.unsafe(`drop database if exists ${database} with (force)`))
}

/** Copying does not take over owner and settings of a database. */
async function copyDatabase(sql: Sql, from: string, to: string): Promise<void> {
  await sql.unsafe(`create database ${to} template ${from} owner postgres`)
  await sql.unsafe(`alter database ${to} set search_path to "$user", public, extensions`)
}

async function isTemplate(sql: Sql, database: string): Promise<boolean> {
  const rows = await sql`
    select 1 from pg_catalog.pg_database as d where d.datname = ${database} and d.datistemplate
  `
  return rows.length > 0
}

async function withMaintenance<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  // One connection, so that a session lock belongs to the statements after it; it ends with the connection.
  const sql = connect(withDatabase(testCluster().superuserUrl, 'postgres'), { max: 1 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function unknownTemplate(template: string): Error {
  return new Error(
    `No test of this run has built the template "${template}" yet: pass \`build\`, or use "${PLATFORM}".`,
  )
}
