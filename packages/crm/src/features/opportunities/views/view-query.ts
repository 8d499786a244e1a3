import { type SavedViewQuery, savedViewQuerySchema } from '@valence/schema'

/** How opportunities are shown. */
export type ListView = SavedViewQuery['view']

/** The query of a saved view, whatever the row holds. */
export function parseViewQuery(query: unknown): SavedViewQuery {
  return savedViewQuerySchema.parse(typeof query === 'object' && query !== null ? query : {})
}

/** The address of the list under a view. */
export function viewSearch({ filter, sort }: SavedViewQuery): string {
  const search = new URLSearchParams({ filter: JSON.stringify(filter), page: '1' })
  if (sort) {
    search.set('sort', sort.field)
    search.set('order', sort.order)
  }
  return search.toString()
}

/** Whether a list shows what the view holds; columns and board are taste, and make no other view. */
export function isShown(
  { filter, sort }: SavedViewQuery,
  now: Pick<SavedViewQuery, 'filter' | 'sort'>,
): boolean {
  const isSameSort = !sort || (sort.field === now.sort?.field && sort.order === now.sort.order)
  return isSameSort && canonical(filter) === canonical(now.filter)
}

/** The order of keys in an address says nothing. */
function canonical(filter: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
