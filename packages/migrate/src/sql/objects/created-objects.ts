import { ident, qualified, type Sql } from '@valence/db'
import { ENGINE_ROOM, withSchema } from '@valence/schema/growth'
import { objectsIn } from '@valence/schema/manifest'

/** Drops our triggers on a table: all whose name begins with `valence_`, and with a mark before it where they come first. */
export async function dropOwnTriggers(
  sql: Sql,
  table: string,
  only?: readonly string[],
): Promise<void> {
  const triggers = await sql<{ name: string }[]>`
    select tgname as name
    from pg_trigger
    where tgrelid = to_regclass(${qualified('public', table)})
      and not tgisinternal
      and tgname ~ '^!?valence_'`
  for (const { name } of triggers) {
    if (only !== undefined && !only.includes(name)) continue
    await sql.unsafe(`drop trigger ${ident(name)} on ${qualified('public', table)}`)
  }
}

/** Drops the triggers on tables of `public` that call one of these functions, of the engine room unless said otherwise. */
export async function dropTriggersOf(
  sql: Sql,
  functions: readonly string[],
  schema = ENGINE_ROOM,
): Promise<void> {
  const triggers = await sql<{ name: string; table: string }[]>`
    select t.tgname as name, c.relname as table
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
    join pg_proc as p on p.oid = t.tgfoid
    join pg_namespace as n on n.oid = p.pronamespace and n.nspname = ${schema}
    where not t.tgisinternal and p.proname = any (${[...functions]})`
  for (const { name, table } of triggers) {
    await sql.unsafe(`drop trigger ${ident(name)} on ${qualified('public', table)}`)
  }
}

/** Drops every overload of functions of ours: in `schema`, but where a name has its own (`valence.folded_text`). */
export async function dropFunctions(
  sql: Sql,
  names: readonly string[],
  schema = 'public',
): Promise<void> {
  const found = await sql<{ signature: string }[]>`
    select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as signature
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname = any (${names.map((name) => withSchema(name, schema))})`
  for (const { signature } of found) await sql.unsafe(`drop function ${signature}`)
}

/** Drops our indexes on a table: all whose name begins with `valence_`. */
export async function dropOwnIndexes(sql: Sql, table: string): Promise<void> {
  const indexes = await sql<{ name: string }[]>`
    select c.relname as name
    from pg_index as i
    join pg_class as c on c.oid = i.indexrelid
    where i.indrelid = to_regclass(${qualified('public', table)})
      and c.relname like 'valence\\_%'`
  for (const { name } of indexes) await sql.unsafe(`drop index ${qualified('public', name)}`)
}

/** The functions that a SQL file creates, with their schemas: `valence.folded_text`. */
export function functionsIn(file: string): readonly string[] {
  return objectsIn(file)
    .filter(({ kind }) => kind === 'function')
    .map(({ schema, name }) => `${schema}.${name}`)
}
