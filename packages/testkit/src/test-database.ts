import { randomBytes } from 'node:crypto'
import { APPLICATION_PATH, connect, type Database, type Transaction } from '@valence/db'
import { withDatabase } from '@valence/server'
import { type Actor, asUser } from './as-user.ts'
import { testCluster } from './cluster.ts'
import {
  copyTemplate,
  dropDatabase,
  ensureTemplate,
  PLATFORM,
  templateDatabase,
} from './templates.ts'

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly name: string
  /** As the role `postgres`: owner of the database, no superuser, as on Supabase. */
  readonly url: string
  readonly superuserUrl: string
  /** As the role that the API server uses. */
  readonly apiUrl: string
  /** A pool as the role `postgres`. Closed by `drop`. */
  readonly sql: Database
  /** Runs work as PostgREST would: as a signed-in user (their id), `'anon'` (or null) or `'service_role'`. */
  asUser<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Closes the pool and drops the database, whoever is connected. */
  drop(): Promise<void>
}

export interface CreateTestDatabaseOptions {
  /** Which template to copy; `'platform'` unless said otherwise. */
  readonly template?: string
  /**
   * Fills the template, on top of the platform. Called once in a run, by the first who asks for this template.
   * Whoever gives the same name must give the same content.
   */
  readonly build?: (database: TestDatabase) => Promise<void>
}

/** Makes a database from a template: some 50 ms, once the template is there. */
export async function createTestDatabase(
  options: CreateTestDatabaseOptions = {},
): Promise<TestDatabase> {
  const { template = PLATFORM, build } = options
  await ensureTemplate(template, build === undefined ? undefined : () => fill(template, build))
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await copyTemplate(template, name)
  return open(name)
}

async function fill(
  template: string,
  build: (database: TestDatabase) => Promise<void>,
): Promise<void> {
  const database = open(templateDatabase(template))
  try {
    await build(database)
  } finally {
    // A template with a connection on it cannot be copied.
    await database.sql.end({ timeout: 5 })
  }
}

function open(name: string): TestDatabase {
  const cluster = testCluster()
  const url = withDatabase(cluster.postgresUrl, name)
  const sql = connect(url, {
    max: 4,
    applicationName: 'valence-test',
    // As an operator's psql has it; the tool's own sessions have the catalog alone.
    settings: { search_path: APPLICATION_PATH },
  })
  return {
    name,
    url,
    superuserUrl: withDatabase(cluster.superuserUrl, name),
    apiUrl: withDatabase(cluster.apiUrl, name),
    sql,
    asUser: (actor, work) => asUser(sql, actor, work),
    drop: async () => {
      await sql.end({ timeout: 5 })
      await dropDatabase(name)
    },
  }
}
