import type { SupabaseClient } from '@supabase/supabase-js'
import type {
  CreateParams,
  CreateResult,
  DataProvider,
  DeleteManyParams,
  DeleteParams,
  DeleteResult,
  Identifier,
  UpdateManyParams,
  UpdateParams,
  UpdateResult,
} from 'ra-core'
import { changedFields, emptyToNull, without } from '../commons/changes.ts'
import { childrenAmong, createWithChildren, writeChildren } from './child-writes.ts'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'
import { guardedUpdate } from './guarded-update.ts'
import { resourceSpec } from './resources.ts'

type Row = Record<string, unknown>

/** The verbs of react-admin that write. */
type Writes = Pick<DataProvider, 'create' | 'update' | 'updateMany' | 'delete' | 'deleteMany'>

/** Create, update and delete: only what changed is sent, '' is null, and deleting moves to the trash where there is one. */
export function supabaseWrites(base: DataProvider, client: SupabaseClient): Writes {
  return {
    create: (resource: string, { data }: CreateParams) =>
      withUserErrors(() => create(base, client, resource, data as Row)),
    update: (resource: string, params: UpdateParams) =>
      withUserErrors(() => update(base, client, resource, params)),
    updateMany: (resource: string, { ids, data }: UpdateManyParams) =>
      withUserErrors(() =>
        base.updateMany(resourceSpec(resource).table, { ids, data: emptyToNull(data as Row) }),
      ),
    delete: (resource: string, params: DeleteParams) =>
      withUserErrors(() => remove(base, client, resource, params)),
    deleteMany: (resource: string, { ids }: DeleteManyParams) =>
      withUserErrors(() => removeMany(base, client, resource, ids)),
  }
}

async function create(
  base: DataProvider,
  client: SupabaseClient,
  resource: string,
  given: Row,
): Promise<CreateResult> {
  const data = emptyToNull(given)
  const withChildren = await createWithChildren(base, client, resource, data)
  if (withChildren) return { data: withChildren }
  const { table, readOnly = [] } = resourceSpec(resource)
  return base.create(table, { data: without(data, readOnly) })
}

async function update(
  base: DataProvider,
  client: SupabaseClient,
  resource: string,
  { id, data, previousData }: UpdateParams,
): Promise<UpdateResult> {
  const { table, view, readOnly = [] } = resourceSpec(resource)
  const next = emptyToNull(data as Row)
  const changed = changedFields(next, (previousData ?? {}) as Row)
  await guardedUpdate(client, {
    resource,
    id,
    columns: without(changed, [...readOnly, 'id']),
    children: childrenAmong(resource, changed),
    previous: (previousData ?? {}) as Row,
  })
  await writeChildren(client, resource, Number(id), changed)
  // What lists show beside the row (names, counts) may have changed with it.
  const fresh = await base.getOne(view ?? table, { id })
  return { data: { ...next, ...fresh.data } }
}

async function remove(
  base: DataProvider,
  client: SupabaseClient,
  resource: string,
  { id, previousData }: DeleteParams,
): Promise<DeleteResult> {
  await removeMany(base, client, resource, [id])
  return { data: previousData ?? { id } }
}

async function removeMany(
  base: DataProvider,
  client: SupabaseClient,
  resource: string,
  ids: readonly Identifier[],
): Promise<{ data: Identifier[] }> {
  const { table, hasTrash } = resourceSpec(resource)
  if (resource === 'organizations') {
    // One by one: the function also unlinks the people of each.
    for (const id of ids) {
      await answerOf(client.rpc('trash_organization', { organization_id: Number(id) }))
    }
    return { data: [...ids] }
  }
  const rows = { ids: [...ids] }
  if (hasTrash) {
    await base.updateMany(table, { ...rows, data: { deleted_at: new Date().toISOString() } })
  } else await base.deleteMany(table, rows)
  return { data: rows.ids }
}
