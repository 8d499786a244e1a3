import { enterReplicaMode, qualified, type Sql, type Transaction } from '@valence/db'
import { followParents, foreignKeysOf } from './parking.ts'

/** A column of a table of the installation, and the table whose `id` it refers to. */
export interface Reference {
  readonly table: string
  readonly column: string
  readonly refersTo: string
}

/**
 * Copies rows without our foreign keys looking each reference up, which is a third of a backfill's time. That nothing is
 * missing is known from the installation's own keys of what is copied, or from the statement, which reads what it refers to;
 * what is deleted beside a batch, `followDeleted` finds afterwards. Where the installation lacks one of `references`, or the
 * role may not set replica mode, ours check every row as usual.
 */
export async function withoutAskingKeys(
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

/**
 * Follows up on copies made by `withoutAskingKeys`: whoever deleted a record while the batch that refers to it was not
 * committed could not see the copies, so that our key neither took them along nor emptied them. That is done now. Only for
 * columns that the rows which a batch holds do not keep: what a locked row refers to cannot be deleted before the batch ends.
 */
export async function followDeleted(
  sql: Sql,
  copies: readonly Pick<Reference, 'table' | 'column'>[],
): Promise<void> {
  for (const { table, column } of copies) {
    for (const key of await foreignKeysOf(sql, 'public', table, column)) {
      await followParents(sql, table, key, 'while it was copied')
    }
  }
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
