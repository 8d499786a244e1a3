import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import postgres from 'postgres'

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
  readonly onNotice?: (message: string) => void
}

/**
 * The only door to PostgreSQL. Sessions run in UTC with a pinned date and float format, so that text forms
 * (and therefore checksums) do not depend on the server's configuration. `bigint` comes back as a number
 * where it is safe, else as a string, never rounded.
 */
export function connect(url: string, options: ConnectOptions = {}): Database {
  return postgres(url, {
    max: options.max ?? 2,
    idle_timeout: 0,
    connect_timeout: 15,
    prepare: false,
    onnotice: (notice) => options.onNotice?.(notice['message'] ?? ''),
    connection: {
      application_name: options.applicationName ?? 'valence',
      TimeZone: 'UTC',
      DateStyle: 'ISO, YMD',
      IntervalStyle: 'postgres',
      extra_float_digits: 1,
      bytea_output: 'hex',
      ...options.settings,
    },
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
  }) as unknown as Database // the driver widens custom types; callers see plain rows
}

/** Streams lines of COPY text format into a table. `statement` is a whole `copy … from stdin`. */
export async function copyIn(
  sql: Sql,
  statement: string,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const stream = (await sql.unsafe(statement).writable()) as Writable
  let chunk = ''
  for await (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < 65_536) continue
    if (!stream.write(chunk)) await once(stream, 'drain')
    chunk = ''
  }
  if (chunk !== '') stream.write(chunk)
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject)
    stream.once('finish', resolve)
    stream.end()
  })
}

/** Streams the bytes of a `copy … to stdout`. */
export async function copyOut(sql: Sql, statement: string): Promise<Readable> {
  const stream = (await sql.unsafe(statement).readable()) as Readable
  // The driver pauses its socket when a reader is slow, and forgets to go on when the last piece was such a one;
  // reading once more behind the end wakes it.
  stream.once('end', () => stream._read(0))
  return stream
}
