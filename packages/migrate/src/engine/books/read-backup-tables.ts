import { kindOf, type Sql } from '@valence/db'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'

/** A copy of a legacy table as it was just before the first phase of a run. */
export interface BackupTable {
  readonly runId: number
  /** In our own schema, which API roles do not see. */
  readonly table: string
  readonly source: string
  readonly rows: number
  readonly takenAt: Date
}

/** The copies that are kept, of one run or of all, the oldest first. */
export async function readBackupTables(
  sql: Sql,
  runId: number | null = null,
): Promise<readonly BackupTable[]> {
  if ((await kindOf(sql, OWN_SCHEMA, 'backup_tables')) === null) return []
  return await sql<BackupTable[]>`
    select b.run_id as "runId", b.table_name as table, b.source, b.rows, b.taken_at as "takenAt"
    from valence_migration.backup_tables as b
    where ${runId}::bigint is null or b.run_id = ${runId}
    order by b.run_id, b.source`
}
