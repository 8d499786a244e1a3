import type { Sql } from './connect.ts'
import { ident, qualified } from './names.ts'

export type Kind = 'table' | 'view' | 'other'

/** What a name stands for, or null when nothing has it. */
export async function kindOf(sql: Sql, schema: string, name: string): Promise<Kind | null> {
  const [found] = await sql<{ kind: Kind }[]>`
    select case c.relkind when 'r' then 'table' when 'v' then 'view' else 'other' end as kind
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = ${name}`
  return found?.kind ?? null
}

export async function isTable(sql: Sql, name: string, schema = 'public'): Promise<boolean> {
  return (await kindOf(sql, schema, name)) === 'table'
}

export async function isView(sql: Sql, name: string, schema = 'public'): Promise<boolean> {
  return (await kindOf(sql, schema, name)) === 'view'
}

/** Column names in the order of the table or view. */
export async function columnsOf(sql: Sql, schema: string, name: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select a.attname as name
    from pg_attribute as a
    where a.attrelid = to_regclass(${qualified(schema, name)})
      and a.attnum > 0
      and not a.attisdropped
    order by a.attnum`
  return rows.map((row) => row.name)
}

export async function hasColumn(sql: Sql, name: string, column: string): Promise<boolean> {
  return (await columnsOf(sql, 'public', name)).includes(column)
}

export async function hasConstraint(sql: Sql, table: string, name: string): Promise<boolean> {
  const rows = await sql`
    select from pg_constraint where conrelid = to_regclass(${qualified('public', table)}) and conname = ${name}`
  return rows.length > 0
}

/** Renames a table unless that happened before. */
export async function renameTable(sql: Sql, from: string, to: string): Promise<void> {
  if (from === to || !(await isTable(sql, from))) return
  await sql.unsafe(`alter table ${qualified('public', from)} rename to ${ident(to)}`)
}

/** Renames a column unless that happened before. */
export async function renameColumn(
  sql: Sql,
  table: string,
  from: string,
  to: string,
): Promise<void> {
  if (!(await hasColumn(sql, table, from))) return
  const [target, source, name] = [qualified('public', table), ident(from), ident(to)]
  await sql.unsafe(`alter table ${target} rename column ${source} to ${name}`)
}

/** Drops columns that are there. */
export async function dropColumns(
  sql: Sql,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const drops = columns.map((column) => `drop column if exists ${ident(column)}`)
  await sql.unsafe(`alter table if exists ${qualified('public', table)} ${drops.join(', ')}`)
}
