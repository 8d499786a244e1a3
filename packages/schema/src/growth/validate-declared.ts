import { ident, qualified, type Sql, sqlState } from '@valence/db'
import { type Constraint, type Manifest, manifest, type Table } from '../manifest.ts'
import type { Hands } from './hands.ts'

/** «check_violation», «foreign_key_violation»: rows from before do not hold it. */
const BROKEN = ['23514', '23503']

/**
 * Checks the rows of before against constraints of ours that were added NOT VALID; reads, and blocks no writer. Where rows break one it
 * holds for what is written from now on, and that is said: whether to mend them is the installation's to decide.
 */
export async function validateDeclared(hands: Hands, declared?: Manifest): Promise<void> {
  for (const { table, name } of await waiting(hands.sql, declared)) {
    hands.say?.(`validate ${name}`)
    try {
      await hands.piece(
        async (tx) =>
          void (await tx.unsafe(`alter table ${table} validate constraint ${ident(name)}`)),
      )
    } catch (error) {
      if (!BROKEN.includes(sqlState(error) ?? '')) throw error
      hands.warn?.(`Rows of ${table} break ${name}: it holds for what is written from now on`)
    }
  }
}

/** Constraints of a table that are ours: all of a new one, and of one that installations have what is added to it. */
export function ownConstraints({ constraints, isLegacy }: Table): readonly Constraint[] {
  return constraints.filter(({ isAdded }) => isAdded || !isLegacy)
}

async function waiting(sql: Sql, declared: Manifest = manifest()) {
  const ours = declared.tables.flatMap((table) =>
    ownConstraints(table).map(({ name }) => ({ table: qualified(table.schema, table.name), name })),
  )
  return await sql<{ table: string; name: string }[]>`
    select o.table, o.name
    from jsonb_to_recordset(${sql.json(ours)}) as o ("table" text, name text)
    join pg_catalog.pg_constraint as k on k.conrelid = to_regclass(o.table) and k.conname = o.name
    where not k.convalidated
    order by o.table, o.name`
}
