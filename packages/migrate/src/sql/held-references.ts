import type { Sql, Transaction } from './client.ts'
import { qualified } from './names.ts'
import { enterReplicaMode } from './without-triggers.ts'

/** A column of a table of the installation, and the table whose `id` it refers to. */
export interface Reference {
  readonly table: string
  readonly column: string
  readonly refersTo: string
}

/**
 * Copies rows of which `copy` holds all that they refer to (`for key share`, in the statements that write them): foreign keys
 * then need not look each of it up again, row by row, which is a third of a backfill's time. That nothing is missing is known
 * from the keys of what is copied; where an installation lacks one of these, or the role may not set replica mode, ours
 * check every row as usual.
 */
export async function withReferencesHeld(
  tx: Transaction,
  references: readonly Reference[],
  copy: () => Promise<unknown>,
): Promise<void> {
  if (!(await areKept(tx, references)) || !(await enterReplicaMode(tx))) {
    await copy()
    return
  }
  await copy()
  await tx`set local session_replication_role = origin`
}

/** Whether a foreign key that is checked keeps each of them. */
async function areKept(sql: Sql, references: readonly Reference[]): Promise<boolean> {
  const [row] = await sql<{ kept: number }[]>`
    select count(*)::int as kept
    from unnest(
      ${references.map(({ table }) => qualified('public', table))}::text[],
      ${references.map(({ column }) => column)}::text[],
      ${references.map(({ refersTo }) => qualified('public', refersTo))}::text[]
    ) as wanted (name, column_name, refers_to)
    where exists (
      select
      from pg_constraint as k
      join pg_attribute as a on a.attrelid = k.conrelid and a.attname = wanted.column_name
      where k.contype = 'f'
        and k.convalidated
        and k.conrelid = to_regclass(wanted.name)
        and k.confrelid = to_regclass(wanted.refers_to)
        and k.conkey = array[a.attnum]
    )`
  return row?.kept === references.length
}
