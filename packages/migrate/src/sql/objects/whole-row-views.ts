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
  const [path] = await sql<{ setting: string }[]>`select current_setting('search_path') as setting`
  await sql`select set_config('search_path', ${`${OWN_SCHEMA}, public`}, true)`
  for (const view of waiting) {
    await sql.unsafe(
      `create view ${qualified('public', view)} with (security_invoker = on) as ${definitions[view] ?? ''}`,
    )
    await copyGrants(sql, { schema: OWN_SCHEMA, name: view }, { schema: 'public', name: view })
  }
  await sql`select set_config('search_path', ${path?.setting ?? 'public'}, true)`
}

/** The texts of views, with names of `public` unqualified. Empty for a view that is already set aside. */
export async function readUnqualifiedDefinitions(
  sql: Sql,
  views: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const [path] = await sql<{ setting: string }[]>`select current_setting('search_path') as setting`
  await sql`select set_config('search_path', 'public', true)`
  const rows = await sql<{ name: string; definition: string }[]>`
    select c.relname as name, pg_get_viewdef(c.oid) as definition
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and c.relname = any (${[...views]})`
  await sql`select set_config('search_path', ${path?.setting ?? 'public'}, true)`
  return Object.fromEntries(rows.map((row) => [row.name, row.definition]))
}
