import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres'
import { destinationOf } from '@valence/db'
import { type Kysely, sql } from 'kysely'
import { toPostgrestError } from './database-errors.ts'
import { API_TYPES } from './driver-types.ts'
import { repairPatterns } from './like-patterns.ts'
import { requestScope } from './request-scope.ts'
import { currentTimeLimit } from './time-limits.ts'

/** The only roles that a request may run as. The connection's role may step into more, for its own work. */
const REQUEST_ROLES = new Set(['anon', 'authenticated', 'service_role'])

/** Sees every name in the catalog and no guarded row; see platform/roles.sql. */
const CATALOG_ROLE = 'valence_catalog'

export interface ApiConnectionOptions {
  /** As the role `valence_api`. */
  readonly url: string
  /** What its connections are called in the database's list of them. */
  readonly name: string
  readonly maxConnections: number
  /** A request's statement is ended after this time. */
  readonly statementTimeoutMs: number
  /** Called when a connection of the pool closes, whatever the reason. */
  readonly onClose: () => void
}

/**
 * Lite's connection with its gaps closed. What is replaced is private in Lite; the version is pinned, and
 * lite-connection.test.ts fails when a new one looks different.
 */
export function createApiConnection(options: ApiConnectionOptions): PostgresConnection {
  const destination = destinationOf(options.url)
  const connection = createPostgresConnection({
    url: destination.url,
    postgresOptions: {
      ...destination.options,
      max: options.maxConnections,
      // Plans of named statements break when a table changes under them, and a transaction cannot be retried.
      prepare: false,
      // Connections are replaced as a whole, by us; one that ends by itself would look like one that died.
      max_lifetime: null,
      // See learnArrayTypes.
      fetch_types: false,
      connect_timeout: 5,
      onnotice: () => undefined,
      onclose: () => options.onClose(),
      connection: { application_name: options.name },
      types: API_TYPES,
    },
  })
  openBeforeReserving(connection)
  const timeout = String(options.statementTimeoutMs)
  override(connection, 'ensureRlsContext', ensureRlsContext)
  override(connection, 'applyJwtSessionContext', (db, vars) =>
    applyContext(db, vars, currentTimeLimit() ?? timeout),
  )
  override(connection, 'normalizeDbError', toPostgrestError)
  const introspect = connection.introspect.bind(connection)
  override(connection, 'introspect', (how) =>
    how?.useCache === true && isWarm(connection)
      ? introspect(how)
      : introspectAsCatalog(connection),
  )
  const checkRequest = connection.onPostgrestAST.bind(connection)
  override(connection, 'onPostgrestAST', (ast) => checkRequest(repairPatterns(ast)))
  return connection
}

interface Vars {
  readonly auth?: {
    readonly uid?: string | null
    readonly role?: string
    readonly jwt?: Readonly<Record<string, unknown>> | null
  }
  readonly storage?: { readonly operation?: string | null }
}

type RequestDatabase = Kysely<unknown>
type Ast = Parameters<PostgresConnection['onPostgrestAST']>[0]
type Introspection = Awaited<ReturnType<PostgresConnection['introspect']>>

interface Replaced {
  ensureRlsContext: () => Promise<boolean>
  applyJwtSessionContext: (db: RequestDatabase, vars: Vars) => Promise<void>
  normalizeDbError: (error: unknown) => unknown
  introspect: (how?: { useCache?: boolean }) => Promise<Introspection>
  onPostgrestAST: (ast: Ast) => Promise<Ast>
}

function override<Name extends keyof Replaced>(
  connection: PostgresConnection,
  name: Name,
  implementation: Replaced[Name],
): void {
  if (!(name in connection)) {
    throw new Error(
      `This version of Supabase Lite has no ${name}: its gap must be closed in another way.`,
    )
  }
  Object.defineProperty(connection, name, { value: implementation })
}

/**
 * The driver forgets whoever reserves a connection that it has yet to open, and the connection with them, unless it asks for
 * types then: of twelve slow requests at once one was underway, and eleven waited for it. Lite reserves for each request.
 */
function openBeforeReserving({ driver }: PostgresConnection): void {
  const reserve = driver.reserve.bind(driver)
  driver.reserve = async () => {
    await driver`select 1`
    return reserve()
  }
}

/**
 * Always on. Lite looks once whether any table has row security and otherwise lets requests run as the
 * connection's own role. Where it finds one it grants everything in that schema to anon: here rights are what the
 * schema's owner gave.
 */
async function ensureRlsContext(): Promise<boolean> {
  return true
}

/**
 * Role, claims and time limit of a request, in one round trip instead of six. A token lives for an hour whatever becomes of
 * its owner; so the same round trip asks whether they are disabled, or the session has ended.
 */
async function applyContext(
  db: RequestDatabase,
  vars: Vars,
  statementTimeout: string,
): Promise<void> {
  const role = vars.auth?.role ?? 'anon'
  if (!REQUEST_ROLES.has(role)) {
    throw Object.assign(new Error(`permission denied to set role "${role}"`), { code: '42501' })
  }
  const claims = vars.auth?.jwt ?? null
  const email = typeof claims?.['email'] === 'string' ? claims['email'] : ''
  const user = uuidOf(vars.auth?.uid)
  const session = uuidOf(claims?.['session_id'])
  const { rows } = await sql<Standing>`
    select
      set_config('role', ${role}, true),
      set_config('request.jwt.claim.sub', ${vars.auth?.uid ?? ''}, true),
      set_config('request.jwt.claim.role', ${role}, true),
      set_config('request.jwt.claim.email', ${email}, true),
      set_config('request.jwt.claims', ${claims === null ? '' : JSON.stringify(claims)}, true),
      set_config('storage.operation', ${vars.storage?.operation ?? ''}, true),
      set_config('statement_timeout', ${statementTimeout}, true),
      set_config('valence.time_zone', ${requestScope()?.timeZone ?? ''}, true),
      exists (
        select from auth.users as u where u.id = ${user}::uuid and u.banned_until > now()
      ) as "isDisabled",
      ${session}::uuid is not null
        and not exists (select from auth.sessions as s where s.id = ${session}::uuid) as "isEnded"
  `.execute(db)
  if (rows[0]?.isDisabled === true) throw new Refused('PT403', DISABLED)
  if (rows[0]?.isEnded === true) throw new Refused('PT401', ENDED)
}

interface Standing {
  readonly isDisabled: boolean
  readonly isEnded: boolean
}

/** PTxyz is PostgREST's way to choose the status of an answer. */
class Refused extends Error {
  readonly code: string
  readonly hint: string
  constructor(code: string, [message, hint]: readonly [string, string]) {
    super(message)
    this.code = code
    this.hint = hint
  }
}

const DISABLED = ['This account is disabled.', 'Ask an administrator to enable it again.'] as const
const ENDED = ['This session has ended.', 'Sign in again.'] as const

/** Null for what PostgreSQL would not take as one. */
function uuidOf(value: unknown): string | null {
  const isOne =
    typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
  return isOne ? value : null
}

/** Lite's cache of the catalog and the query builder are not public; both are as named since 0.10.0. */
interface Internals {
  introspection?: Introspection
  kysely: Kysely<unknown>
}

function isWarm(connection: PostgresConnection): boolean {
  return (connection as unknown as Internals).introspection !== undefined
}

/**
 * Reads the catalog as a role that sees all of it: the views of information_schema hide what the current role has
 * no right on, and the connection's own role has none. A failure is an error here, where Lite would go on with an
 * empty catalog.
 */
async function introspectAsCatalog(connection: PostgresConnection): Promise<Introspection> {
  const internals = connection as unknown as Internals
  // On one snapshot: Lite reads tables and views apart, and a table that became a view in between would be neither.
  const reading = internals.kysely.transaction().setIsolationLevel('repeatable read')
  const found = await reading.execute(async (db) => {
    await sql.raw(`set local role ${CATALOG_ROLE}`).execute(db)
    const within = Object.create(connection, { kysely: { value: db } }) as PostgresConnection
    const prototype = Object.getPrototypeOf(connection) as PostgresConnection
    return prototype.introspect.call(within, { useCache: false })
  })
  if (found.tables.length === 0) throw new Error('The catalog of the database could not be read.')
  internals.introspection = found
  return found
}
