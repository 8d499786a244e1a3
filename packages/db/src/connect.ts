import postgres from 'postgres'
import { addArrayTypes, BUILT_IN_ARRAYS } from './array-types.ts'
import { decoded } from './decoded.ts'
import { openSocket } from './open-socket.ts'
import { tlsOf } from './tls.ts'

/** A pool of connections. Tagged templates are parameterised; `unsafe` runs a text as it is. */
export type Database = postgres.Sql<Record<string, never>>
/** The same, inside a transaction. */
export type Transaction = postgres.TransactionSql<Record<string, never>>
/** What a reader needs: it does not matter to it whether a transaction is open. */
export type Sql = Database | Transaction

export interface ConnectOptions {
  /** Connections at most. Default 2: one that works, one that watches. */
  readonly max?: number
  /** Shown in `pg_stat_activity`, so that an operator can tell us from the application. */
  readonly applicationName?: string
  /** Session settings, for example `{ default_transaction_read_only: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>
  /**
   * Some poolers refuse settings at the start of a session. With `none` the session has the server's own, and the
   * caller sets what it needs.
   */
  readonly startup?: 'settings' | 'none'
  readonly onNotice?: (message: string) => void
  /** Told when a connection ends, whoever ended it. The driver opens another one for the next statement. */
  readonly onClose?: () => void
}

/**
 * So that text forms (and therefore checksums) do not depend on the server's configuration, and a role's time limits do not
 * cut a long read or an index build short. What waits for a lock has a limit of its own.
 */
export const PINNED_SETTINGS: Readonly<Record<string, string>> = {
  // The catalog alone: whoever may create in `public` could give a function there a better fit than the catalog's own, and it would run as us.
  search_path: 'pg_catalog, pg_temp',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  default_transaction_isolation: 'read committed',
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  // Statements and definitions read as they are written, whatever a database or a role sets.
  standard_conforming_strings: 'on',
  quote_all_identifiers: 'off',
  array_nulls: 'on',
  // A server that no longer hears from us ends the session, and with it our locks, after some 35 s instead of two hours.
  tcp_keepalives_idle: '15',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '4',
}

/** The same, for settings that only some servers know: a session that asks for an unknown one is refused. */
export const PINNED_WHERE_KNOWN: Readonly<Record<string, string>> = {
  transaction_timeout: '0', // since PostgreSQL 17
}

/** Seconds without a word after which the system asks whether the other end is still there; ten questions, a second apart. */
const KEEP_ALIVE_S = 15

/**
 * The only door to PostgreSQL. Sessions run in UTC with a pinned date and float format. `bigint` comes back as a number
 * where it is safe, else as a string, never rounded; arrays of enums and of other types that a database defines come as
 * text. TLS as the URL or the environment says (see `tlsOf`).
 * @throws DatabaseError with exit code 2 when the TLS settings cannot be used
 */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const destination = destinationOf(url)
  const settings = options.startup === 'none' ? {} : { ...PINNED_SETTINGS, ...options.settings }
  const client = postgres(destination.url, {
    ...destination.options,
    max: options.max ?? 2,
    idle_timeout: 0,
    // A session is ours until we end it: locks and settings belong to it.
    max_lifetime: null,
    connect_timeout: 15,
    keep_alive: KEEP_ALIVE_S,
    prepare: false,
    // See addArrayTypes.
    fetch_types: false,
    onclose: () => options.onClose?.(),
    onnotice: (notice) => options.onNotice?.(notice['message'] ?? ''),
    connection: { application_name: options.applicationName ?? 'valence', ...settings },
    types: {
      bigint: {
        to: 20,
        from: [20],
        serialize: (value: number | string | bigint) => String(value),
        parse: (text: string) => {
          const value = Number(text)
          return Number.isSafeInteger(value) ? value : text
        },
      },
    },
  })
  addArrayTypes(client, BUILT_IN_ARRAYS)
  const reserve = client.reserve.bind(client)
  // The driver forgets whoever reserves a connection that it has yet to open, unless it asks for types then.
  client.reserve = async () => {
    await client`select 1`
    return await reserve()
  }
  return client as unknown as Database // the driver widens custom types; callers see plain rows
}

/** Where a URL leads, as the driver has to be told: for whoever cannot come in by `connect`. */
export interface Destination {
  readonly url: string
  readonly options: Pick<postgres.Options<Record<string, never>>, 'database' | 'host' | 'ssl'>
}

/**
 * Names, TLS and sockets of a connection URL, as psql reads them.
 * @throws DatabaseError with exit code 2 when the TLS settings cannot be used
 */
export function destinationOf(url: string): Destination {
  const { url: plainUrl, tls } = tlsOf(url, process.env)
  // In the driver, and not in its types.
  const socket = { socket: openSocket }
  return {
    url: plainUrl,
    options: { ...socketOf(plainUrl), ...databaseOf(plainUrl), ssl: tls, ...socket },
  }
}

/** The driver takes the name as it stands in the URL; psql, and everybody else, decodes it. */
function databaseOf(url: string): { database?: string } {
  const name = new URL(url).pathname.slice(1)
  return name === '' ? {} : { database: decoded(name) }
}

/** The driver takes a folder of sockets as an option, not in a URL. */
function socketOf(url: string): { host?: string } {
  const host = decoded(new URL(url).hostname)
  return host.startsWith('/') ? { host } : {}
}
