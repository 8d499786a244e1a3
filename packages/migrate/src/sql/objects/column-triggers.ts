import { ident, qualified, type Sql } from '@valence/db'

/** Columns that new clients write, by the old column that follows them within the row. */
export type FedColumns = Readonly<Record<string, readonly string[]>>

interface ColumnTrigger {
  readonly name: string
  readonly enabled: 'O' | 'D' | 'A' | 'R'
  /** Its `update of`, in its order. */
  readonly columns: readonly string[]
  /** As the server writes it: up to the list of columns, and what follows that. */
  readonly before: string
  readonly after: string
}

/**
 * Lets the installation's own triggers `update of` an old column hear of the new one too. Such a trigger looks at what a
 * statement sets, and not at what a trigger before it made of the row: it would fire for old clients only.
 */
export async function widenColumnTriggers(sql: Sql, table: string, fed: FedColumns): Promise<void> {
  for (const trigger of await columnTriggers(sql, table, Object.keys(fed))) {
    const added = trigger.columns.flatMap((column) => fed[column] ?? [])
    const columns = [...new Set([...trigger.columns, ...added])]
    if (columns.length > trigger.columns.length) await giveColumns(sql, table, trigger, columns)
  }
}

/** Takes columns that are about to go out of such triggers. One that has no other is for whoever made it to drop. */
export async function narrowColumnTriggers(
  sql: Sql,
  table: string,
  gone: readonly string[],
): Promise<void> {
  for (const trigger of await columnTriggers(sql, table, gone)) {
    const columns = trigger.columns.filter((column) => !gone.includes(column))
    if (columns.length > 0) await giveColumns(sql, table, trigger, columns)
  }
}

const ENABLING = { O: null, D: 'disable', A: 'enable always', R: 'enable replica' } as const

/** A trigger that is replaced stays the same object, with its comment; only whether it is enabled has to be said again. */
async function giveColumns(
  sql: Sql,
  table: string,
  { name, enabled, before, after }: ColumnTrigger,
  columns: readonly string[],
): Promise<void> {
  await sql.unsafe(
    `${before.replace(/^CREATE TRIGGER/, 'create or replace trigger')}${columns.map(ident).join(', ')}${after}`,
  )
  const state = ENABLING[enabled]
  if (state === null) return
  await sql.unsafe(`alter table ${qualified('public', table)} ${state} trigger ${ident(name)}`)
}

/** Triggers of the installation with one of these columns in their list. Constraint triggers cannot be replaced: the go/no-go names them. */
async function columnTriggers(
  sql: Sql,
  table: string,
  columns: readonly string[],
): Promise<readonly ColumnTrigger[]> {
  return await sql<ColumnTrigger[]>`
    select t.tgname as name, t.tgenabled::text as enabled, told.columns,
      left(told.definition, told.start - 1) as before,
      substr(told.definition, told.start + length(told.list)) as after
    from pg_trigger as t
    cross join lateral (
      select array_agg(a.attname::text order by item.place) as columns,
        string_agg(quote_ident(a.attname), ', ' order by item.place) as list
      from unnest(t.tgattr::int2[]) with ordinality as item (attnum, place)
      join pg_attribute as a on a.attrelid = t.tgrelid and a.attnum = item.attnum
    ) as listed
    cross join lateral (
      select listed.*, pg_get_triggerdef(t.oid) as definition
    ) as shown
    cross join lateral (
      -- The name itself may hold such words: what comes behind it says when the trigger fires.
      select shown.*,
        length('CREATE TRIGGER ' || quote_ident(t.tgname))
          + strpos(substr(shown.definition, length('CREATE TRIGGER ' || quote_ident(t.tgname)) + 1), ' UPDATE OF ')
          + length(' UPDATE OF ') as start
    ) as told
    where t.tgrelid = to_regclass(${qualified('public', table)})
      and not t.tgisinternal
      and t.tgconstraint = 0
      and t.tgname !~ '^!?valence_'
      and told.columns && ${[...columns]}
    order by t.tgname`
}
