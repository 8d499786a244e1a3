import {
  DatabaseError,
  exitCodes,
  qualified,
  sqlFile,
  sqlState,
  type Transaction,
} from '@valence/db'
import { revokes } from './grants.ts'

/** A view in all that it needs to be made again. */
interface View {
  readonly path: string
  readonly depth: number
  readonly definition: string
  readonly options: readonly string[]
  readonly owner: string
  /** Statements that bring back its rights, defaults, triggers, rules and comments. */
  readonly parts: readonly string[]
}

/**
 * Makes a view anew whose columns changed otherwise than at their end, which `create or replace` refuses, and with it the views that
 * show it: the old names, and the installation's own. What hangs on them stays.
 * @throws DatabaseError where something else hangs on one: a materialized view, a function that answers with its rows
 */
export async function remakeView(
  tx: Transaction,
  schema: string,
  name: string,
  create: string,
): Promise<void> {
  const views = await tx.unsafe<View[]>(sqlFile(import.meta.url, 'view-parts.sql'), [
    qualified(schema, name),
  ])
  for (const { path } of views.toReversed()) await drop(tx, path)
  for (const view of views) await make(tx, view, view.depth === 0 ? create : null)
}

/** «dependent_objects_still_exist» and «wrong_object_type», for a materialized view. */
const HELD = ['2BP01', '42809']

async function drop(tx: Transaction, path: string): Promise<void> {
  try {
    await tx.unsafe(`drop view ${path}`)
  } catch (error) {
    if (!HELD.includes(sqlState(error) ?? '')) throw error
    throw new DatabaseError(
      `${path} has to be made anew, and an object of this installation holds it`,
      {
        code: 'VAL-OBJECT-HELD',
        exitCode: exitCodes.noGo,
        object: path,
        hint: `${heldBy(error)} Drop it, run the same command again, and make it again behind it.`,
        cause: error,
      },
    )
  }
}

function heldBy(error: unknown): string {
  const { detail, message } = error as { readonly detail?: string; readonly message: string } // of the server
  return `The server says: ${detail ?? message}.`
}

async function make(tx: Transaction, view: View, create: string | null): Promise<void> {
  const { path, definition, owner, parts } = view
  const options = view.options.length === 0 ? '' : ` with (${view.options.join(', ')})`
  await tx.unsafe(create ?? `create view ${path}${options} as ${definition}`)
  await tx.unsafe(`alter view ${path} owner to ${owner}`)
  // What default privileges gave goes first.
  for (const statement of [...(await revokes(tx, path)), ...parts]) await tx.unsafe(statement)
}
