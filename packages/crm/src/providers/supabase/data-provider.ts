import type { SupabaseClient } from '@supabase/supabase-js'
import type {
  DataProvider,
  GetListParams,
  GetManyReferenceParams,
  GetOneParams,
  Identifier,
  RaRecord,
} from 'ra-core'
import { supabaseDataProvider } from 'ra-supabase-core'
import type { CrmDataProvider } from '../types.ts'
import { readChildren } from './children.ts'
import type { Connection } from './client.ts'
import { withUserErrors } from './errors.ts'
import { toApiFilter } from './filters.ts'
import { listFilter } from './list-filter.ts'
import { opportunityVerbs } from './opportunity-verbs.ts'
import { resourceSpec } from './resources.ts'
import { stableSort } from './sort.ts'
import { supabaseVerbs } from './verbs.ts'
import { supabaseWrites } from './writes.ts'

/** The CRM's data from Supabase, hosted or self-hosted, or from the local stack that speaks the same dialects. */
export function createSupabaseDataProvider(
  client: SupabaseClient,
  connection: Connection,
): CrmDataProvider {
  const base = supabaseDataProvider({
    instanceUrl: connection.supabaseUrl,
    apiKey: connection.publishableKey,
    supabaseClient: client,
  })
  return {
    ...reads(base, client),
    ...supabaseWrites(base, client),
    ...supabaseVerbs(client),
  } as CrmDataProvider
}

function reads(base: DataProvider, client: SupabaseClient): Partial<DataProvider> {
  return {
    getList: (resource: string, params: GetListParams) =>
      resource === 'opportunities'
        ? listOpportunities(client, params)
        : withUserErrors(() => base.getList(sourceOf(resource), listParams(resource, params))),
    getManyReference: (resource: string, params: GetManyReferenceParams) =>
      withUserErrors(() => base.getManyReference(sourceOf(resource), listParams(resource, params))),
    getMany: (resource: string, params: { ids: Identifier[] }) =>
      withUserErrors(() => base.getMany(sourceOf(resource), params)),
    getOne: (resource: string, params: GetOneParams) =>
      withUserErrors(() => readOne(base, client, resource, params)),
  } as Partial<DataProvider>
}

/** By the function that board and sums use too, so that one filter finds the same rows everywhere. */
async function listOpportunities(
  client: SupabaseClient,
  { filter = {}, sort = { field: 'id', order: 'ASC' }, pagination }: GetListParams,
): Promise<{ data: RaRecord[]; total: number }> {
  const { page, perPage } = pagination ?? { page: 1, perPage: 25 }
  const query = { filter, sort, page, perPage }
  const { rows, total } = await opportunityVerbs(client).listOpportunities(query)
  return { data: rows, total }
}

/** A record, with its children where `meta: WITH_CHILDREN` asks for them. */
async function readOne(
  base: DataProvider,
  client: SupabaseClient,
  resource: string,
  { id, meta }: GetOneParams,
): Promise<{ data: RaRecord }> {
  const [found, children] = await Promise.all([
    base.getOne(sourceOf(resource), { id }),
    meta?.children ? readChildren(client, resource, id) : {},
  ])
  return { data: { ...found.data, ...children } }
}

function sourceOf(resource: string): string {
  const { view, table } = resourceSpec(resource)
  return view ?? table
}

function listParams<P extends GetListParams | GetManyReferenceParams>(
  resource: string,
  params: P,
): P {
  const { search } = resourceSpec(resource)
  return {
    ...params,
    filter: toApiFilter(listFilter(resource, params.filter ?? {}), search),
    ...(params.sort ? { sort: stableSort(params.sort) } : {}),
  }
}
