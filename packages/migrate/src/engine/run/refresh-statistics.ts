import { isConnectionLost, OperatorError, type Sql } from '@valence/db'
import type { Emit } from '../ground/events.ts'
import type { Executor } from '../ground/executor.ts'

/** Longer than `deadlock_timeout`, after which autovacuum gives way; whoever works with the rows waits for neither. */
const LOCKS = { lockTimeoutMs: 2_500, attempts: 2 }

/**
 * Makes the planner's statistics anew, of what ANALYZE may be told: tables, or columns of them. A table that someone else vacuums
 * is left to autovacuum, which does the same. One whose indexes call a function that fails meanwhile (since PostgreSQL 17, one that
 * relies on the search path) has been without statistics before, and says so.
 */
export async function refreshStatistics(
  executor: Executor,
  targets: Iterable<string>,
  emit: Emit,
): Promise<void> {
  for (const target of targets) {
    try {
      await executor.piece(LOCKS, (tx) => tx.unsafe(`analyze ${target}`))
    } catch (error) {
      if (isConnectionLost(error)) throw error
      if (error instanceof OperatorError && error.code === 'VAL-LOCKED') continue
      const reason = error instanceof Error ? error.message : String(error)
      emit({
        kind: 'message',
        severity: 'warning',
        text: `No statistics of ${target}: ${reason}. Queries go on with what the server knew before; try "analyze ${target}" later.`,
      })
    }
  }
}

/**
 * The columns that the planner knows nothing of, by table, for ANALYZE: a tenth of the time that all columns take. It takes it that
 * `deleted_at is null` holds for one row in two hundred: a board then reads a quarter of a million rows for its 25.
 */
export async function unknownColumns(
  sql: Sql,
  tables: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql<{ target: string }[]>`
    select format('%I.%I (%s)', n.nspname, c.relname, string_agg(format('%I', a.attname), ', ' order by a.attnum)) as target
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = 'public'
      and c.relname = any (${[...tables]})
      and not exists (
        select from pg_stats as s
        where s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname
      )
    group by n.nspname, c.relname
    order by 1`
  return rows.map(({ target }) => target)
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
