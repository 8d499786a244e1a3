import { isTable, type Transaction } from '@valence/db'
import { keysetStep } from '../../sql/session/keyset.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { withoutTriggers } from '../../sql/session/without-triggers.ts'

/** A backfill that updates rows of `table` in place: `statement` handles those with $1 < id <= $2. */
export function inPlaceStep(step: {
  readonly name: string
  /** What the table is called while rows are counted for the plan, else its name. */
  readonly source: string
  readonly table: string
  readonly statement: string
}) {
  const { name, source, table, statement } = step
  return keysetStep({
    name,
    source,
    lock: 'update',
    apply: (tx, from, to) =>
      withoutTriggers(
        tx,
        { table, where: 't.id > $1 and t.id <= $2', parameters: [from, to] },
        () => tx.unsafe(statement, [from, to]),
      ),
  })
}

/** What a rollback keeps of a table's rows: the answer of a query with their ids, in a table of our own schema. */
export interface ParkedRows {
  readonly table: string
  readonly parked: string
  readonly query: string
}

/** Gives rows of `table` back what an earlier rollback parked of them, if it did. */
export async function restoreInPlace(
  tx: Transaction,
  { table, parked, statement }: Readonly<Record<'table' | 'parked' | 'statement', string>>,
): Promise<void> {
  if (!(await isTable(tx, parked, OWN_SCHEMA))) return
  const where = `t.id in (select p.id from valence_migration.${parked} as p)`
  await tx.unsafe(
    `select count(*) from (select from public.${table} as t where ${where} for no key update) as locked`,
  )
  await withoutTriggers(tx, { table, where }, () => tx.unsafe(statement))
  await tx.unsafe(`drop table valence_migration.${parked}`)
}
