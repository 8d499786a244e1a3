import { inSavepoint, isView, qualified, type Sql, sqlState, type Transaction } from '@valence/db'
import { grantReaders, readersOf } from '@valence/schema/growth'
import { OWN_SCHEMA } from '../session/own-schema.ts'

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

const DEPENDENT_OBJECTS = '2BP01'

/** Runs a statement that drops something, unless another object needs that. Returns whether it is gone. */
export async function dropUnused(tx: Transaction, statement: string): Promise<boolean> {
  try {
    await inSavepoint(tx, async (inner) => {
      await inner.unsafe(statement)
    })
    return true
  } catch (error) {
    if (sqlState(error) === DEPENDENT_OBJECTS) return false
    throw error
  }
}

/**
 * Ends what `setAside` began: our view becomes the target's own, made by `create`, and the installation's former one goes. A
 * view that other objects of the installation need stays as it is.
 */
export async function settle(
  tx: Transaction,
  view: string,
  create: () => Promise<void>,
): Promise<void> {
  if (!(await isView(tx, view, OWN_SCHEMA))) return
  const former = qualified(OWN_SCHEMA, view)
  const readers = await readersOf(tx, { schema: OWN_SCHEMA, name: view })
  if (!(await dropUnused(tx, `drop view ${qualified('public', view)}`))) return
  await dropUnused(tx, `drop view ${former}`)
  await create()
  await grantReaders(tx, view, readers)
}
