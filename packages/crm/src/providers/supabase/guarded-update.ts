import type { SupabaseClient } from '@supabase/supabase-js'
import { HttpError, type Identifier, type RaRecord } from 'ra-core'
import { conflictError, conflictingFields } from '../commons/conflict.ts'
import { updateWholeOpportunity } from './child-writes.ts'
import { readChildren } from './children.ts'
import { answerOf } from './client.ts'
import { resourceSpec } from './resources.ts'

type Row = Record<string, unknown>

/** Longer texts would make addresses that proxies refuse; they are compared by reading them first. */
const MAX_CONDITION_CHARACTERS = 200

interface GuardedUpdate {
  readonly resource: string
  readonly id: Identifier
  /** Columns of the table to write. */
  readonly columns: Row
  /** Rows that belong to the record and are to be replaced; written by the caller, but those of an opportunity. */
  readonly children: Row
  /** The record as it was read. */
  readonly previous: Row
}

/**
 * Writes the columns unless someone else has saved one of them since: the former values are conditions of the update
 * itself, so nothing fits between look and write. `updated_at` cannot be asked instead: `contacts` and `companies` have
 * none, and in `opportunities` most writers leave it alone.
 * @throws HttpError a conflict (see `conflictOf`); 403 where the row may be seen and not changed; 404
 */
export async function guardedUpdate(client: SupabaseClient, update: GuardedUpdate): Promise<void> {
  const { columns, children, previous } = update
  const conditions = conditionsFor(columns, previous)
  const isLookNeeded =
    Object.keys(columns).some((name) => name in previous && !(name in conditions)) ||
    Object.keys(children).length > 0
  if (isLookNeeded) await refuseConflict(client, update)
  if (Object.keys(columns).length === 0 && !isWhole(update)) return
  if (await write(client, update, conditions)) return
  await refuseConflict(client, update)
  // Not someone's change, so a value that reads otherwise than it compares (a trigger's, a fork's type).
  if (await write(client, update, {})) return
  throw new HttpError('crm.error.forbidden', 403)
}

function conditionsFor(columns: Row, previous: Row): Row {
  const names = Object.keys(columns).filter((name) => name in previous)
  return Object.fromEntries(
    names.map((name) => [name, previous[name]]).filter(([, value]) => isComparable(value)),
  )
}

function isComparable(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') {
    return value !== '' && value.length <= MAX_CONDITION_CHARACTERS
  }
  return typeof value === 'number' || typeof value === 'boolean'
}

/** An opportunity is written in one transaction with what belongs to it. */
function isWhole({ resource, children }: GuardedUpdate): boolean {
  return resource === 'opportunities' && Object.keys(children).length > 0
}

/** True when a row was written. */
async function write(
  client: SupabaseClient,
  update: GuardedUpdate,
  conditions: Row,
): Promise<boolean> {
  const { resource, id, columns, children } = update
  if (isWhole(update)) {
    const expected = conditions
    return updateWholeOpportunity(client, { id: Number(id), columns, children, expected })
  }
  let query = client.from(resourceSpec(resource).table).update(columns).eq('id', id)
  for (const [name, value] of Object.entries(conditions)) {
    query = value === null || value === undefined ? query.is(name, null) : query.eq(name, value)
  }
  return (await answerOf<unknown[]>(query.select('id'))).length > 0
}

async function refuseConflict(client: SupabaseClient, update: GuardedUpdate): Promise<void> {
  const { resource, id, columns, children, previous } = update
  const [rows, childrenNow] = await Promise.all([
    answerOf<RaRecord[]>(client.from(resourceSpec(resource).table).select('*').eq('id', id)),
    Object.keys(children).length > 0 ? readChildren(client, resource, id) : {},
  ])
  const now = rows[0]
  if (!now) throw new HttpError('crm.error.not_found', 404)
  const record = { ...now, ...childrenNow }
  const fields = conflictingFields({ ...columns, ...children }, previous, record)
  if (fields.length > 0) throw conflictError({ resource, record, fields })
}
