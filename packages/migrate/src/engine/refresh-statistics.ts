import { isConnectionLost, MigrationError } from '../errors.ts'
import type { Sql } from '../sql/client.ts'
import type { Emit } from './events.ts'
import type { Executor } from './executor.ts'

/** Longer than `deadlock_timeout`, after which autovacuum gives way; whoever works with the rows waits for neither. */
const LOCKS = { lockTimeoutMs: 2_500, attempts: 2 }

/**
 * Makes the planner's statistics of tables anew, given as names that SQL understands. Of a column that was just added it knows
 * nothing, and takes it that `deleted_at is null` holds for one row in two hundred: a board then reads a quarter of a million rows
 * for its 25. A table that someone else vacuums is left to autovacuum, which does the same. One whose indexes call a function that
 * fails meanwhile (since PostgreSQL 17, one that relies on the search path) has been without statistics before, and says so.
 */
export async function refreshStatistics(
  executor: Executor,
  tables: readonly string[],
  emit: Emit,
): Promise<void> {
  for (const table of tables) {
    try {
      await executor.piece(LOCKS, (tx) => tx.unsafe(`analyze ${table}`))
    } catch (error) {
      if (isConnectionLost(error)) throw error
      if (error instanceof MigrationError && error.code === 'VAL-LOCKED') continue
      const reason = error instanceof Error ? error.message : String(error)
      emit({
        kind: 'message',
        severity: 'warning',
        text: `No statistics of ${table}: ${reason}. Queries go on with what the server knew before; try "analyze ${table}" later.`,
      })
    }
  }
}

/** All tables of the installation and of the migration. */
export async function allTables(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('public', 'valence_migration') and c.relkind in ('r', 'p', 'm')
    order by 1`
  return rows.map(({ name }) => name)
}
