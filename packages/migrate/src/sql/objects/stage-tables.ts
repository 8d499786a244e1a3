import { ident, literal, qualified, type Sql, sqlFile, type Transaction } from '@valence/db'
import { OWN_SCHEMA } from '../session/own-schema.ts'
import { dropFunctions } from './created-objects.ts'

/** A table of the installation that the stage of a deal refers to. */
export interface StageTable {
  readonly schema: string
  readonly table: string
  readonly column: string
}

const FUNCTION = 'follow_stage'

/** Tables of the installation that say which stages there are, as far as they are ours to put a trigger on. */
export async function readStageTables(sql: Sql): Promise<readonly StageTable[]> {
  return await sql<StageTable[]>`
    select distinct n.nspname as schema, c.relname as "table", a.attname as "column"
    from pg_constraint as k
    join pg_attribute as stage on stage.attrelid = k.conrelid and stage.attnum = k.conkey[1] and stage.attname = 'stage'
    join pg_class as c on c.oid = k.confrelid and c.relkind in ('r', 'p')
    join pg_namespace as n on n.oid = c.relnamespace
    join pg_attribute as a on a.attrelid = k.confrelid and a.attnum = k.confkey[1]
    join pg_class as d on d.oid = k.conrelid
    where k.contype = 'f'
      and k.conrelid = to_regclass('public.deals')
      and k.confrelid <> k.conrelid
      and cardinality(k.conkey) = 1
      and pg_has_role(d.relowner, c.relowner, 'usage')
    order by 1, 2, 3`
}

/** From here on the map of stages follows what these tables call them. */
export async function followStageTables(
  tx: Transaction,
  tables: readonly StageTable[],
): Promise<void> {
  if (tables.length === 0) return
  await tx.unsafe(sqlFile(import.meta.url, 'stage-tables.sql'))
  for (const { schema, table, column } of tables) {
    await tx.unsafe(
      `create or replace trigger valence_follow_stage after update of ${ident(column)} on ${qualified(schema, table)}
       for each row execute function ${OWN_SCHEMA}.${FUNCTION}(${literal(column)})`,
    )
  }
}

/** Leaves the installation's tables as they were. */
export async function leaveStageTables(tx: Transaction): Promise<void> {
  const triggers = await tx<{ name: string; table: string }[]>`
    select t.tgname as name, t.tgrelid::regclass::text as table
    from pg_trigger as t
    where not t.tgisinternal
      and t.tgfoid = to_regproc(${`${OWN_SCHEMA}.${FUNCTION}`})`
  for (const { name, table } of triggers) await tx.unsafe(`drop trigger ${ident(name)} on ${table}`)
  await dropFunctions(tx, [FUNCTION], OWN_SCHEMA)
}
