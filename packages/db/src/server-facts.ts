import type { Sql, Transaction } from './connect.ts'
import { enterReplicaMode } from './replica-mode.ts'

/** What the server says of itself and of us, from its catalog. Nothing is assumed of the role. */
export interface ServerFacts {
  readonly role: string
  readonly isSuperuser: boolean
  /** Sees every row, whatever the policies say. */
  readonly bypassesRls: boolean
  /** May switch triggers off for its own session. Where the catalog says no, it is tried and undone. */
  readonly maySetReplicaMode: boolean
  readonly mayCreateDatabases: boolean
  readonly mayCreateSchemas: boolean
  readonly mayCreateInPublic: boolean
  readonly isSessionPooled: boolean
  readonly isEncrypted: boolean
  /** A client on the server's own machine. */
  readonly isLocal: boolean
  readonly isStandby: boolean
  /** Set for the database or the role: hosted servers do that when the disk is full. */
  readonly isReadOnlyByDefault: boolean
  readonly encoding: string
  readonly databaseBytes: number
  readonly freeConnections: number
  /** What the server keeps in memory of its tables (shared_buffers). */
  readonly bufferBytes: number
  /** The most WAL that the server keeps by itself; null where a replication slot makes it keep all. */
  readonly walLimitBytes: number | null
  /** Where the data lies, if the role may know. */
  readonly dataDirectory: string | null
}

/** Reads the facts of this session's server. Changes nothing. */
export async function readServerFacts(sql: Transaction): Promise<ServerFacts> {
  const pids = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  const [row] = await sql<(ServerFacts & { mayReadSettings: boolean })[]>`
    select
      current_user::text as role,
      r.rolsuper as "isSuperuser",
      r.rolbypassrls or r.rolsuper as "bypassesRls",
      has_parameter_privilege('session_replication_role', 'set') as "maySetReplicaMode",
      r.rolcreatedb or r.rolsuper as "mayCreateDatabases",
      has_database_privilege(current_database(), 'create') as "mayCreateSchemas",
      has_schema_privilege('public', 'create') as "mayCreateInPublic",
      coalesce((select s.ssl from pg_stat_ssl as s where s.pid = pg_backend_pid()), false) as "isEncrypted",
      inet_server_addr() is null or host(inet_server_addr()) = host(inet_client_addr()) as "isLocal",
      pg_is_in_recovery() as "isStandby",
      exists (
        select from pg_db_role_setting as s
        cross join lateral unnest(s.setconfig) as setting
        where s.setdatabase in (0, (select d.oid from pg_database as d where d.datname = current_database()))
          and s.setrole in (0, r.oid)
          and setting ~* '^default_transaction_read_only=(on|true|yes|1)$'
      ) as "isReadOnlyByDefault",
      current_setting('server_encoding') as encoding,
      pg_database_size(current_database())::float8 as "databaseBytes",
      (
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - (select count(*) from pg_stat_activity where backend_type = 'client backend')
      )::float8 as "freeConnections",
      pg_size_bytes(current_setting('shared_buffers'))::float8 as "bufferBytes",
      case when not exists (select from pg_replication_slots) then pg_size_bytes(current_setting('max_wal_size'))::float8 end
        as "walLimitBytes",
      null as "dataDirectory",
      r.rolsuper or pg_has_role('pg_read_all_settings', 'usage') as "mayReadSettings"
    from pg_roles as r
    where r.rolname = current_user`
  if (row === undefined) throw new Error('the role of this session is not in pg_roles')
  const { mayReadSettings, ...facts } = row
  return {
    ...facts,
    isSessionPooled: givenPid(pids) !== pids[0]?.pid,
    maySetReplicaMode: facts.maySetReplicaMode || (await tryReplicaMode(sql)),
    dataDirectory: mayReadSettings ? await readDataDirectory(sql) : null,
  }
}

/**
 * The process number that a client was given at the start, which the driver keeps with each result. Behind a pooler it is
 * the pooler's, not the server's.
 */
export function givenPid(result: object): number | undefined {
  const state = 'state' in result ? result.state : undefined
  if (typeof state !== 'object' || state === null || !('pid' in state)) return undefined
  return typeof state.pid === 'number' ? state.pid : undefined
}

/** Hosted servers may allow what their catalog does not say. Tried in this transaction, and taken back at once. */
async function tryReplicaMode(tx: Transaction): Promise<boolean> {
  if (!(await enterReplicaMode(tx))) return false
  await tx`set local session_replication_role = origin`
  return true
}

async function readDataDirectory(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ folder: string | null }[]>`
    select current_setting('data_directory', true) as folder`
  return row?.folder ?? null
}
