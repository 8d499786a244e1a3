import type { SortPayload } from 'ra-core'

/**
 * The sort with `id` as its last word, so that pages of equal values stay stable, and with unknown values last in
 * either direction. ra-data-postgrest writes `${field}.${order}`, so the tie-break goes where it expects a name.
 */
export function stableSort(sort: SortPayload): SortPayload {
  if (sort.field === 'id') return sort
  const direction = sort.order === 'DESC' ? 'desc.nullslast' : 'asc'
  return { field: `${sort.field}.${direction},id`, order: sort.order }
}
