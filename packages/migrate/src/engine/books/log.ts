import { type Database, kindOf, type Sql, sqlFile } from '@valence/db'
import { createOwnSchema } from '../../sql/session/own-schema.ts'

/** What an entry of the log can say. */
export type LogWord =
  | 'approvals opened'
  | 'plan approved'
  | 'run refused'
  | 'run started'
  | 'run resumed'
  | 'run paused'
  | 'run unpaused'
  | 'run aborted'
  | 'run interrupted'
  | 'run failed'
  | 'run verified'
  | 'run finished'
  | 'phase started'
  | 'phase finished'
  | 'phase interrupted'
  | 'phase failed'
  | 'rollback started'
  | 'phase rollback started'
  | 'phase rolled back'
  | 'phase rollback failed'
  | 'rollback finished'
  | 'cleanup'
  | 'grace period ended'
  | 'item confirmed'
  | 'schema upgraded'

export type LogDetails = Readonly<Record<string, unknown>>

export interface LogEntry {
  readonly seq: number
  readonly at: Date
  /** The role that was signed in to the server, whatever it had changed to. */
  readonly who: string
  readonly application: string
  readonly what: string
  readonly runId: number | null
  readonly details: LogDetails
  readonly previousHash: string
  readonly hash: string
}

/** An entry with the text of which its hash was made, but for its number, which goes before it. */
export interface HashedEntry extends LogEntry {
  readonly text: string
}

/** Where the chain ends. Noted outside the database, it proves later that nothing was cut off. */
export interface LogHead {
  readonly seq: number
  readonly hash: string
}

/** Creates the log where there is none. Safe to run twice. */
export async function openLog(tx: Sql): Promise<void> {
  await createOwnSchema(tx)
  await tx.unsafe(sqlFile(import.meta.url, 'log.sql'))
}

/** For a database whose books were opened by an earlier version of this tool. */
export async function openLogWhereMissing(db: Database): Promise<void> {
  if (await hasLog(db)) return
  await db.begin(async (tx) => openLog(tx))
}

export async function hasLog(sql: Sql): Promise<boolean> {
  return (await kindOf(sql, 'valence_migration', 'log_head')) === 'table'
}

/** Writes an entry, in the caller's transaction where there is one. */
export async function appendLog(
  sql: Sql,
  what: LogWord,
  runId: number | null,
  details: LogDetails = {},
): Promise<void> {
  await sql`
    select valence_migration.append_log(${what}, ${runId}, ${sql.json(details as never)})` // JSON by its use
}

/** Writes an entry about a failure, if that is possible at all: the failure counts, and the connection may be gone. */
export async function appendLogIfPossible(
  sql: Sql,
  what: LogWord,
  runId: number | null,
  details: LogDetails = {},
): Promise<void> {
  try {
    if (await hasLog(sql)) await appendLog(sql, what, runId, details)
  } catch {
    // The entry is lost, and with it nothing that the books do not say as well.
  }
}

/** Every entry in order; empty where there is no log. */
export async function readLog(sql: Sql): Promise<readonly HashedEntry[]> {
  if (!(await hasLog(sql))) return []
  return await sql.unsafe<HashedEntry[]>(sqlFile(import.meta.url, 'verify-log.sql'))
}

/** The end of the chain as the log itself notes it; null where there is no log, or its note is gone. */
export async function readLogHead(sql: Sql): Promise<LogHead | null> {
  if (!(await hasLog(sql))) return null
  const [head] = await sql<LogHead[]>`
    select h.seq, h.hash from valence_migration.log_head as h where h.is_head`
  return head ?? null
}
