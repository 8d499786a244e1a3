import { hasConstraint, ident, qualified, type Sql } from '@valence/db'

/**
 * Statements after which these columns of a table in `public` take no NULL, without reading its rows under lock;
 * `completeNotNull` makes NOT NULL of it.
 */
export function beginNotNull(table: string, columns: readonly string[]): string {
  const check = columns.map((column) => `${ident(column)} is not null`).join(' and ')
  return `
    alter table ${qualified('public', table)} drop constraint if exists ${ident(checkOf(table))};
    alter table ${qualified('public', table)} add constraint ${ident(checkOf(table))} check (${check}) not valid`
}

interface Work {
  readonly sql: Sql
  /** Runs statements that need a lock on a table in use. */
  ddl(statements: string): Promise<void>
}

/** A validated check lets NOT NULL be set without another look at the rows. Does nothing where nothing was begun. */
export async function completeNotNull(
  { sql, ddl }: Work,
  table: string,
  columns: readonly string[],
): Promise<void> {
  if (!(await hasConstraint(sql, table, checkOf(table)))) return
  const name = qualified('public', table)
  await sql.unsafe(`alter table ${name} validate constraint ${ident(checkOf(table))}`)
  const actions = columns.map((column) => `alter column ${ident(column)} set not null`)
  await ddl(`
    alter table ${name} ${actions.join(', ')};
    alter table ${name} drop constraint ${ident(checkOf(table))}`)
}

function checkOf(table: string): string {
  return `valence_${table}_not_null`
}
