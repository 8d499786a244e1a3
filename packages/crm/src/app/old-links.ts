/** Names that the pages had before, and their names now. */
const PAGES: Readonly<Record<string, string>> = {
  deals: 'opportunities',
  companies: 'organizations',
}

/** Filters of bookmarked lists that have another column now. */
const FILTERS: Readonly<Record<string, string>> = {
  company_id: 'customer_organization_id',
  'company_id@eq': 'customer_organization_id',
}

/**
 * Where an old link leads now, with its query; null when it is no old link.
 * @param path as the router has it: `/deals/5/show`
 * @param search with its `?`, or ''
 */
export function newLinkFor(path: string, search: string): string | null {
  const [, first = '', ...rest] = path.split('/')
  const page = PAGES[first]
  if (!page) return null
  const query = first === 'deals' ? withNewFilter(search) : search
  return `/${[page, ...rest].join('/')}${query}`
}

/** The path of a link from the time when pages lived behind `#`: `/#/deals/5` → `/deals/5`; null for other hashes. */
export function pathOfHash(hash: string): string | null {
  return hash.startsWith('#/') ? hash.slice(1) : null
}

function withNewFilter(search: string): string {
  const query = new URLSearchParams(search)
  const filter = query.get('filter')
  if (!filter) return search
  try {
    const renamed = Object.entries(JSON.parse(filter) as Record<string, unknown>)
      // The stages have other names now, so a stage of then would find nothing.
      .filter(([key]) => !key.startsWith('stage'))
      .map(([key, value]) => [FILTERS[key] ?? key, value])
    query.set('filter', JSON.stringify(Object.fromEntries(renamed)))
    return `?${query}`
  } catch {
    // Not a filter that we ever wrote: hand it on as it is.
    return search
  }
}
