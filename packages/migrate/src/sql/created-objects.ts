import type { Database, Sql, Transaction } from './client.ts'
import { ident, qualified } from './names.ts'

/** Drops our triggers on a table: all whose name begins with `valence_`. */
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
      and tgname like 'valence\\_%'`
  for (const { name } of triggers) {
    if (only !== undefined && !only.includes(name)) continue
    await sql.unsafe(`drop trigger ${ident(name)} on ${qualified('public', table)}`)
  }
}

/** Drops the triggers on tables of `public` that call one of these functions of ours. */
export async function dropTriggersOf(sql: Sql, functions: readonly string[]): Promise<void> {
  const triggers = await sql<{ name: string; table: string }[]>`
    select t.tgname as name, c.relname as table
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
    join pg_proc as p on p.oid = t.tgfoid and p.pronamespace = 'public'::regnamespace
    where not t.tgisinternal and p.proname = any (${[...functions]})`
  for (const { name, table } of triggers) {
    await sql.unsafe(`drop trigger ${ident(name)} on ${qualified('public', table)}`)
  }
}

/** Drops every overload of functions of ours in `public`. */
export async function dropFunctions(
  sql: Sql,
  names: readonly string[],
  schema = 'public',
): Promise<void> {
  const found = await sql<{ signature: string }[]>`
    select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as signature
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = ${schema} and p.proname = any (${[...names]})`
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

/**
 * Builds indexes without blocking writers. An index that an interrupted build left invalid is dropped first. Takes
 * statements of the form `create index concurrently if not exists NAME …`.
 */
export async function buildIndexes(db: Database, statements: readonly string[]): Promise<void> {
  const connection = await db.reserve()
  try {
    // The build waits for older transactions, and a short lock_timeout would count that wait.
    await connection.unsafe(`set lock_timeout = '10min'`)
    for (const statement of statements) {
      const name = /if not exists\s+(?<name>\S+)/.exec(statement)?.groups?.['name'] ?? ''
      const [invalid] = await connection<{ name: string }[]>`
        select i.indexrelid::regclass::text as name
        from pg_index as i
        where i.indexrelid = to_regclass(${`public.${name}`}) and not i.indisvalid`
      if (invalid !== undefined) await connection.unsafe(`drop index concurrently ${invalid.name}`)
      await connection.unsafe(statement)
    }
    // Not after a failure: the driver never answers on a reserved session that was lost, and the run would hang.
    await connection.unsafe('reset lock_timeout')
  } finally {
    connection.release()
  }
}

/** The same inside a transaction, which can only build indexes the plain way: writers wait for them. */
export async function buildIndexesInside(
  tx: Transaction,
  statements: readonly string[],
): Promise<void> {
  for (const statement of statements) await tx.unsafe(statement.replace(/\bconcurrently\b/, ''))
}

/** The names of the functions that a SQL file creates in `public`. */
export function functionsIn(file: string): readonly string[] {
  return [...file.matchAll(/create or replace function public\.(?<name>\w+)/g)].map(
    (match) => match.groups?.['name'] ?? '',
  )
}
