import { ident, inSavepoint, sqlState, type Transaction } from '@valence/db'
import { schemaSql } from '../sql.ts'
import type { Declared } from './declared.ts'
import { remakeView } from './dependent-views.ts'
import { CLOSED_TABLES, followedBy, SHOWN_BY } from './followed.ts'
import { closeWrites, followGrants, grantReadLike } from './grants.ts'

/** Makes an object as its file declares it, in the place of an older one where there is one. */
export async function makeObject(
  tx: Transaction,
  object: Declared,
  isThere: boolean,
): Promise<void> {
  switch (object.kind) {
    case 'table':
      return await makeTable(tx, object)
    case 'view':
      return await makeView(tx, object, isThere)
    case 'policy':
      await tx.unsafe(`drop policy if exists ${ident(object.name)} on ${object.table}`)
      await tx.unsafe(object.statement)
      return
    case 'function':
      return await replaceFunction(tx, object)
    default:
      await tx.unsafe(object.statement)
  }
}

/**
 * With its row security and grants in the same transaction: it is never open, not even for a moment. Its policies come behind the functions
 * that they call, and until then nobody sees a row.
 */
async function makeTable(tx: Transaction, object: Declared): Promise<void> {
  await tx.unsafe(schemaSql(object.file))
  if (object.schema !== 'public') return
  await tx.unsafe(`alter table public.${ident(object.name)} enable row level security`)
  await followGrants(tx, followedBy(object.name), object.name)
  if (CLOSED_TABLES.includes(object.name)) await closeWrites(tx, object.name)
}

/** «cannot change name of view column», «cannot drop columns from view», «cannot change data type of view column». */
const OTHER_COLUMNS = '42P16'

async function makeView(tx: Transaction, object: Declared, isThere: boolean): Promise<void> {
  try {
    await inSavepoint(tx, (part) => part.unsafe(object.statement))
  } catch (error) {
    if (sqlState(error) !== OTHER_COLUMNS) throw error
    await remakeView(tx, object.schema, object.name, object.statement)
  }
  const shown = SHOWN_BY[object.name]
  if (!isThere && shown !== undefined) await grantReadLike(tx, shown, object.name)
}

/** «cannot change return type», «cannot change name of input parameter», «cannot remove parameter defaults». */
const OTHER_SIGNATURE = '42P13'

async function replaceFunction(tx: Transaction, object: Declared): Promise<void> {
  try {
    await inSavepoint(tx, (part) => part.unsafe(object.statement))
  } catch (error) {
    if (sqlState(error) !== OTHER_SIGNATURE) throw error
    await tx.unsafe(`drop ${object.identity}`)
    await tx.unsafe(object.statement)
  }
}

/** Takes an object away that is declared no more, by its identity. */
export async function dropObject(tx: Transaction, identity: string): Promise<void> {
  const [kind = '', path = ''] = parted(identity)
  const on = /^(?<table>[^.]+\.[^.]+)\.(?<name>.+)$/.exec(path)?.groups
  const statement =
    (kind === 'trigger' || kind === 'policy') && on !== undefined
      ? `drop ${kind} if exists ${ident(on['name'] ?? '')} on ${on['table']}`
      : kind === 'index' && on !== undefined
        ? `drop index if exists public.${ident(on['name'] ?? '')}`
        : `drop ${kind} if exists ${path}`
  await tx.unsafe(statement)
}

function parted(identity: string): readonly [string, string] {
  const space = identity.indexOf(' ')
  return [identity.slice(0, space), identity.slice(space + 1)]
}
