import type { Sql } from './client.ts'
import { OWN_SCHEMA, qualified } from './names.ts'
import { isView } from './relations.ts'

/**
 * Moves a view of the installation out of the way, whole: its definition, options, grants and dependents stay with
 * it. Putting it back later restores it exactly, which re-creating it from text would not.
 */
export async function setAside(sql: Sql, view: string): Promise<void> {
  if (await isView(sql, view, OWN_SCHEMA)) return
  if (!(await isView(sql, view))) return
  await sql.unsafe(`alter view ${qualified('public', view)} set schema ${OWN_SCHEMA}`)
}

/**
 * Takes a view of ours away: the installation's own comes back in its place, or none where it had none. A view that is
 * still the installation's own stays.
 */
export async function takeBack(
  sql: Sql,
  view: string,
  options: { readonly hadOne: boolean },
): Promise<void> {
  if (await isView(sql, view, OWN_SCHEMA)) return await putBack(sql, view)
  if (!options.hadOne) await sql.unsafe(`drop view if exists ${qualified('public', view)}`)
}

async function putBack(sql: Sql, view: string): Promise<void> {
  await sql.unsafe(`drop view if exists ${qualified('public', view)}`)
  await sql.unsafe(`alter view ${qualified(OWN_SCHEMA, view)} set schema public`)
}
