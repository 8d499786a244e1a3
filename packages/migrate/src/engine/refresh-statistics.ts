import { MigrationError } from '../errors.ts'
import { qualified } from '../sql/names.ts'
import type { Executor } from './executor.ts'

/** Longer than `deadlock_timeout`, after which autovacuum gives way; whoever works with the rows waits for neither. */
const LOCKS = { lockTimeoutMs: 2_500, attempts: 2 }

/**
 * Makes the planner's statistics of tables anew. Of a column that was just added it knows nothing, and takes it that
 * `deleted_at is null` holds for one row in two hundred: a board then reads a quarter of a million rows for its 25. A table that
 * someone else vacuums is left to autovacuum, which does the same.
 */
export async function refreshStatistics(
  executor: Executor,
  tables: readonly string[],
): Promise<void> {
  for (const table of tables) {
    try {
      await executor.piece(LOCKS, (tx) => tx.unsafe(`analyze ${qualified('public', table)}`))
    } catch (error) {
      if (!(error instanceof MigrationError) || error.code !== 'VAL-LOCKED') throw error
    }
  }
}
