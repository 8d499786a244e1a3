import { ident, qualified, type Sql } from '@valence/db'
import type { Check } from '../../phase.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { runChecks } from '../../sql/session/run-checks.ts'
import { hasEarlierRun } from '../books/bookkeeping.ts'
import { readBackupTables } from '../books/read-backup-tables.ts'

const ORIGINS = [
  { source: 'deals', table: 'opportunities', column: 'original_company_id' },
  { source: 'contacts', table: 'contacts', column: 'company_id_backup' },
] as const

/**
 * The columns that remember the organization of before the migration, against the copies from before the run. A second run
 * brings back what the first one remembered, so that only a first one can be compared.
 */
export async function compareOrigins(sql: Sql, runId: number): Promise<readonly Check[]> {
  if (await hasEarlierRun(sql, runId)) return []
  const copies = await readBackupTables(sql, runId)
  return await runChecks(
    sql,
    ORIGINS.flatMap(({ source, table, column }) => {
      const copy = copies.find((found) => found.source === source)
      if (copy === undefined) return []
      return [
        {
          name: `${table} remember their organization of before`,
          rowsOf: table,
          query: `
            select now.id as example
            from ${qualified('public', table)} as now
            join ${qualified(OWN_SCHEMA, copy.table)} as s on s.id = now.id
            where now.${ident(column)} is distinct from s.company_id
              and not exists (
                select from valence_migration.written_rows as w where w.table_oid = now.tableoid and w.id = now.id
              )`,
        },
      ]
    }),
  )
}
