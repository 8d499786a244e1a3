import postgrestRestProvider, {
  defaultPrimaryKeys,
  defaultSchema,
} from '@raphiniert/ra-data-postgrest'
import type { SupabaseClient } from '@supabase/supabase-js'
import {
  type DataProvider,
  type GetListParams,
  type GetListResult,
  type GetManyReferenceParams,
  type GetOneParams,
  type GetOneResult,
  HttpError,
  type Identifier,
} from 'ra-core'
import type { CrmDataProvider } from '../types.ts'
import { activityVerbs } from './activity-verbs.ts'
import { changeVerbs } from './change-verbs.ts'
import { readChildren } from './children.ts'
import type { SupabaseAccess } from './client.ts'
import { ESTIMATED_COUNT, withTotal } from './counts.ts'
import { dayVerbs } from './day-verbs.ts'
import { withUserErrors } from './errors.ts'
import { supabaseFiles } from './files.ts'
import { toApiFilter } from './filters.ts'
import { createHttpClient } from './http-client.ts'
import { importVerbs } from './import-verbs.ts'
import { installationVerbs } from './installation-verbs.ts'
import { listFilter } from './list-filter.ts'
import { callList, listFunctionOf } from './list-functions.ts'
import { mentionVerbs } from './mention-verbs.ts'
import { opportunityVerbs } from './opportunity-verbs.ts'
import { peopleVerbs } from './people-verbs.ts'
import { resourceSpec } from './resources.ts'
import { stableSort } from './sort.ts'
import { tagVerbs } from './tag-verbs.ts'
import { userVerbs } from './user-verbs.ts'
import { supabaseWrites } from './writes.ts'

/** The CRM's data from Supabase, hosted or self-hosted, or from the local stack that speaks the same dialects. */
export function createSupabaseDataProvider(access: SupabaseAccess): CrmDataProvider {
  const { client, connection } = access
  const base = postgrestRestProvider({
    apiUrl: `${connection.supabaseUrl}/rest/v1`,
    httpClient: createHttpClient(access.fetch),
    defaultListOp: 'eq',
    primaryKeys: defaultPrimaryKeys,
    schema: defaultSchema,
  })
  return {
    ...reads(base, client),
    ...supabaseWrites(base, client),
    ...installationVerbs(client),
    ...opportunityVerbs(client),
    ...peopleVerbs(client),
    ...activityVerbs(client),
    ...dayVerbs(client),
    ...tagVerbs(client),
    ...mentionVerbs(client),
    ...changeVerbs(client),
    ...importVerbs(client),
    ...userVerbs(client),
    ...supabaseFiles(access),
  }
}

/** The verbs of react-admin that read. The type of a row is what its caller says it is: resources are known by name alone. */
type Reads = Pick<DataProvider, 'getList' | 'getManyReference' | 'getMany' | 'getOne'>

function reads(base: DataProvider, client: SupabaseClient): Reads {
  return {
    getList: (resource: string, params: GetListParams) => {
      const name = listFunctionOf(resource)
      if (name) return listByFunction(client, name, params)
      return withUserErrors(() =>
        readPage(pageOf(params), (pagination) =>
          base.getList(sourceOf(resource), { ...listParams(resource, params), pagination }),
        ),
      )
    },
    getManyReference: (resource: string, params: GetManyReferenceParams) =>
      withUserErrors(() =>
        readPage(pageOf(params), (pagination) =>
          base.getManyReference(sourceOf(resource), {
            ...listParams(resource, params),
            pagination,
          }),
        ),
      ),
    getMany: (resource: string, params: { ids: Identifier[] }) =>
      withUserErrors(() => base.getMany(sourceOf(resource), params)),
    getOne: (resource: string, params: GetOneParams) =>
      withUserErrors(() => readOne(base, client, resource, params)),
  }
}

/** By a function of the schema, so that one filter finds the same rows everywhere. */
async function listByFunction(
  client: SupabaseClient,
  name: string,
  params: GetListParams,
): Promise<GetListResult> {
  const { filter = {}, sort = { field: 'id', order: 'ASC' } } = params
  const {
    rows,
    total,
    is_guess: isGuess,
  } = await callList(client, name, {
    filter,
    sort,
    ...pageOf(params),
  })
  return { data: rows, total, ...(isGuess ? { meta: { isGuess } } : {}) }
}

/** A record, with its children where `meta: WITH_CHILDREN` asks for them. */
async function readOne(
  base: DataProvider,
  client: SupabaseClient,
  resource: string,
  { id, meta }: GetOneParams,
): Promise<GetOneResult> {
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

/** A page of a list with its total; a page beyond the end is empty, where the API calls it an error. */
async function readPage(
  page: Page,
  read: (page: Page) => Promise<GetListResult>,
): Promise<GetListResult> {
  try {
    return withTotal(await read(page), page)
  } catch (error) {
    const isBeyond = error instanceof HttpError && error.status === 416
    if (!isBeyond) throw error
    const first = await read({ page: 1, perPage: 1 })
    return { data: [], total: first.total ?? 0 }
  }
}

interface Page {
  readonly page: number
  readonly perPage: number
}

const FIRST_PAGE = { page: 1, perPage: 25 } as const

/** Without a page, ra-data-postgrest would have nothing to ask for. */
function pageOf(params: { readonly pagination?: Page | undefined }): Page {
  return params.pagination ?? FIRST_PAGE
}

function listParams<P extends GetListParams | GetManyReferenceParams>(
  resource: string,
  params: P,
): P {
  const { search } = resourceSpec(resource)
  return {
    ...params,
    meta: { ...ESTIMATED_COUNT, ...params.meta },
    filter: toApiFilter(listFilter(resource, params.filter ?? {}), search),
    ...(params.sort ? { sort: stableSort(params.sort) } : {}),
  }
}
