import { isView, qualified, type Sql } from '@valence/db'
import { copyGrants } from '@valence/schema/growth'
import { OWN_SCHEMA } from '../session/own-schema.ts'
import { createCompatibilityView } from './compatibility-view.ts'
import { setAside } from './set-aside.ts'

/**
 * Gives views that show whole rows (`to_json(d.*)`) the legacy shape of those rows. The installation's own text is
 * used as it is: in its place names resolve to views that have exactly the legacy columns.
 * `definitions` are texts read before anything was renamed (see `readUnqualifiedDefinitions`).
 */
export async function reshapeWholeRowViews(
  sql: Sql,
  definitions: Readonly<Record<string, string>>,
  shapes: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const waiting: string[] = []
  for (const view of Object.keys(definitions)) {
    if (!(await isView(sql, view, OWN_SCHEMA))) waiting.push(view)
  }
  if (waiting.length === 0) return

  for (const [table, columns] of Object.entries(shapes)) {
    await createCompatibilityView(sql, {
      schema: OWN_SCHEMA,
      name: table,
      table,
      columns,
      renames: {},
    })
  }
  for (const view of waiting) await setAside(sql, view)
  for (const view of waiting) {
    await withPath(sql, `${OWN_SCHEMA}, public, pg_temp`, () =>
      sql.unsafe(
        `create view ${qualified('public', view)} with (security_invoker = on) as ${definitions[view] ?? ''}`,
      ),
    )
    await copyGrants(sql, { schema: OWN_SCHEMA, name: view }, { schema: 'public', name: view })
  }
}

/** The texts of views, with names of `public` unqualified. Empty for a view that is already set aside. */
export async function readUnqualifiedDefinitions(
  sql: Sql,
  views: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const found = await sql<{ name: string; id: number }[]>`
    select c.relname as name, c.oid as id
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and c.relname = any (${[...views]})`
  const definitions: Record<string, string> = {}
  for (const { name, id } of found) {
    const [row] = await withPath(
      sql,
      'public, pg_temp',
      () => sql<{ text: string }[]>`select pg_catalog.pg_get_viewdef(${id}::oid) as text`,
    )
    if (row !== undefined) definitions[name] = row.text
  }
  return definitions
}

/** Only for a statement whose text needs it, and which runs no function: `public` may hold functions that fit better than the catalog's. */
async function withPath<Result>(
  sql: Sql,
  names: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const [path] = await sql<{ setting: string }[]>`
    select pg_catalog.current_setting('search_path') as setting`
  await sql`select pg_catalog.set_config('search_path', ${names}, true)`
  const result = await work()
  await sql`select pg_catalog.set_config('search_path', ${path?.setting ?? ''}, true)`
  return result
}
