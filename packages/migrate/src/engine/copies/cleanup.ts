import { type Database, qualified, withLockRetries } from '@valence/db'
import { RETENTION_DAYS } from '../../backup/list-backups.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { type BackupTable, readBackupTables } from '../books/read-backup-tables.ts'
import { defaultRunOptions } from '../plan/options.ts'

/** Backup tables that are past their time by the server's clock. Those of the latest run that has any never are. */
export async function overdueBackupTables(url: string): Promise<readonly BackupTable[]> {
  return await withSession(url, readOverdue)
}

/** Drops backup tables, each with its line in the book; one that became the last meanwhile stays. Returns what went. */
export async function dropBackupTables(
  url: string,
  tables: readonly BackupTable[],
): Promise<readonly BackupTable[]> {
  return await withSession(url, async (db) => {
    const wanted = new Set(tables.map(({ table }) => table))
    const still = (await readOverdue(db)).filter(({ table }) => wanted.has(table))
    const { lockTimeoutMs, lockAttempts: attempts } = defaultRunOptions
    const locks = { lockTimeoutMs, attempts, databaseUrl: url }
    for (const { table } of still) {
      await withLockRetries(db, locks, async (tx) => {
        await tx.unsafe(`drop table if exists ${qualified(OWN_SCHEMA, table)}`)
        await tx`delete from valence_migration.backup_tables where table_name = ${table}`
      })
    }
    return still
  })
}

async function readOverdue(db: Database): Promise<readonly BackupTable[]> {
  const tables = await readBackupTables(db)
  const latest = Math.max(...tables.map(({ runId }) => runId))
  const [clock] = await db<{ oldest: Date }[]>`
    select now() - make_interval(days => ${RETENTION_DAYS}) as oldest`
  const oldest = clock?.oldest ?? new Date(0)
  return tables.filter(({ runId, takenAt }) => runId !== latest && takenAt < oldest)
}

async function withSession<Result>(
  url: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = await openOwnSession(url, { max: 1, applicationName: 'valence cleanup' })
  try {
    return await work(db)
  } finally {
    await db.end({ timeout: 5 })
  }
}
