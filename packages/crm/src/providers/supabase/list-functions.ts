import type { SupabaseClient } from '@supabase/supabase-js'
import type { RaRecord } from 'ra-core'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'

const functions: Readonly<Record<string, string>> = {
  opportunities: 'list_opportunities',
  contacts: 'list_contacts',
  organizations: 'list_organizations',
}

export interface ListQuery {
  readonly filter: Record<string, unknown>
  readonly sort: { readonly field: string; readonly order: string }
  readonly page: number
  readonly perPage: number
}

/** The function of the schema that lists a resource and knows its filters; null where the REST dialect does. */
export function listFunctionOf(resource: string): string | null {
  return functions[resource] ?? null
}

interface ListAnswer<Row> {
  readonly rows: Row[]
  readonly total: number
  /** Nothing holds the words; these nearly do. */
  readonly is_guess?: boolean
}

/** A page of a list and how many there are. */
export function callList<Row = RaRecord>(
  client: SupabaseClient,
  name: string,
  { filter, sort, page, perPage }: ListQuery,
): Promise<ListAnswer<Row>> {
  return withUserErrors(() =>
    answerOf(
      client.rpc(name, {
        filter,
        sort: sort.field,
        is_descending: sort.order === 'DESC',
        page_size: perPage,
        skipped: (page - 1) * perPage,
      }),
    ),
  )
}
