import { ident, isTable, qualified, type Sql } from '@valence/db'
import { OWN_SCHEMA } from '../session/own-schema.ts'

interface ForeignKey {
  readonly name: string
  readonly definition: string
}

/**
 * Rolls a table of the new shape back by moving it, with its rows, into our own schema. What refers to the old
 * tables (foreign keys, policies) is taken off, so that the old application neither fires nor waits on it.
 * Takes no time per row; `unparkTable` brings it back.
 */
export async function parkTable(sql: Sql, table: string): Promise<void> {
  if (!(await isTable(sql, table))) return
  const keys = await foreignKeysOf(sql, 'public', table)
  const policies = await sql<{ name: string }[]>`
    select polname as name from pg_policy where polrelid = to_regclass(${qualified('public', table)})`
  await sql`
    insert into valence_migration.parked_tables (table_name, foreign_keys)
    values (${table}, ${sql.json(keys.map((key) => ({ ...key })))})
    on conflict (table_name) do update set foreign_keys = excluded.foreign_keys, parked_at = now()`
  for (const { name } of policies) {
    await sql.unsafe(`drop policy ${ident(name)} on ${qualified('public', table)}`)
  }
  for (const key of keys) {
    await sql.unsafe(`alter table ${qualified('public', table)} drop constraint ${ident(key.name)}`)
  }
  const triggers = await sql<{ name: string }[]>`
    select tgname as name from pg_trigger
    where tgrelid = to_regclass(${qualified('public', table)}) and not tgisinternal`
  for (const { name } of triggers) {
    await sql.unsafe(`drop trigger ${ident(name)} on ${qualified('public', table)}`)
  }
  await sql.unsafe(`alter table ${qualified('public', table)} set schema ${OWN_SCHEMA}`)
}

/**
 * Brings a parked table back. Rows whose parent is gone are moved to `parked_rows` first, where the report lists
 * them. Foreign keys come back NOT VALID; `validateConstraints` checks them without blocking writers.
 */
export async function unparkTable(sql: Sql, table: string): Promise<void> {
  if (!(await isTable(sql, table, OWN_SCHEMA))) return
  const [parked] = await sql<{ keys: ForeignKey[] }[]>`
    select foreign_keys as keys from valence_migration.parked_tables where table_name = ${table}`
  await sql.unsafe(`alter table ${qualified(OWN_SCHEMA, table)} set schema public`)
  for (const key of parked?.keys ?? []) {
    await followParents(sql, table, key, 'after the rollback')
    const definition = key.definition.replace(/ not valid$/i, '')
    await sql.unsafe(
      `alter table ${qualified('public', table)} add constraint ${ident(key.name)} ${definition} not valid`,
    )
  }
  await sql`delete from valence_migration.parked_tables where table_name = ${table}`
}

/** Moves an enum type between `public` and our own schema, together with the tables that use it. */
export async function moveType(sql: Sql, type: string, from: string, to: string): Promise<void> {
  const [found] = await sql<{ exists: boolean }[]>`
    select to_regtype(${qualified(from, type)}) is not null as exists`
  if (found?.exists !== true) return
  await sql.unsafe(`alter type ${qualified(from, type)} set schema ${ident(to)}`)
}

/**
 * Checks constraints that we added NOT VALID: reads, and blocks no writer. Of a table that the installation had,
 * `names` says which are ours; its own stay as they are.
 */
export async function validateConstraints(
  sql: Sql,
  tables: readonly string[],
  names?: readonly string[],
): Promise<void> {
  const waiting = await sql<{ table: string; name: string }[]>`
    select c.conrelid::regclass::text as table, c.conname as name
    from pg_constraint as c
    join pg_class as r on r.oid = c.conrelid
    where not c.convalidated
      and r.relnamespace = 'public'::regnamespace
      and r.relname = any (${[...tables]})`
  for (const { table, name } of waiting) {
    if (names !== undefined && !names.includes(name)) continue
    await sql.unsafe(`alter table ${table} validate constraint ${ident(name)}`)
  }
}

/** All of a table, or those of one of its columns alone. */
export async function foreignKeysOf(
  sql: Sql,
  schema: string,
  table: string,
  column?: string,
): Promise<readonly ForeignKey[]> {
  return await sql<ForeignKey[]>`
    select c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint as c
    where c.conrelid = to_regclass(${qualified(schema, table)})
      and c.contype = 'f'
      and (
        ${column ?? null}::text is null
        or c.conkey = array(select a.attnum from pg_attribute as a where a.attrelid = c.conrelid and a.attname = ${column ?? null})
      )
    order by c.conname`
}

/** Rows whose parent was deleted follow it into `parked_rows`, with `when` that was; an optional reference becomes null. */
export async function followParents(
  sql: Sql,
  table: string,
  key: ForeignKey,
  when: string,
): Promise<void> {
  const match =
    /^FOREIGN KEY \((?<column>[^),]+)\) REFERENCES (?<parent>\S+)\((?<parentColumn>[^)]+)\)/i.exec(
      key.definition,
    )
  const { column, parent, parentColumn } = match?.groups ?? {}
  if (column === undefined || parent === undefined || parentColumn === undefined) return
  const name = qualified('public', table)
  const isOrphan = `t.${column} is not null and not exists (select from ${parent} as p where p.${parentColumn} = t.${column})`
  if (/on delete set null/i.test(key.definition)) {
    await sql.unsafe(`update ${name} as t set ${column} = null where ${isOrphan}`)
    return
  }
  await sql.unsafe(
    `with gone as (delete from ${name} as t where ${isOrphan} returning t.*)
     insert into valence_migration.parked_rows (table_name, reason, data)
     select '${table.replaceAll("'", "''")}', 'its ${column.replaceAll("'", "''")} was deleted ${when}', to_jsonb(gone) from gone`,
  )
}
